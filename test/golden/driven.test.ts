import { expect, it } from 'vitest';
import { DrivenGame, PENALTIES, sprintDirectory } from './drivenGame.ts';
import type { Stand } from './golden.ts';
import { play, type Step } from './script.ts';
import { expectGoldens } from './tell.ts';
import { GoldenWorld } from './world.ts';

const steps: readonly Step[] = [
  [0, 'admin', 'logon: {"username": "Race tool", "password": "TOKEN", "protocol": "1.0"}'],
  [0, 'admin', 'subscribe'],
  [0, 'steward', 'subscribe'],
  [0, 'driver', 'subscribe'],
  [20, 'game', 'say 0 !server-extra-info-opt-in'],
  [21, 'game', 'say 1 !whoami'],
  [22, 'game', 'say 2 !link'],
  [23, 'game', 'say 3 /admin parc-ferme'],
  [25, 'game', 'say 3 !pm 4 hello there'],
  [26, 'game', 'say 4 /admin parc-ferme'],
  [27, 'game', 'say 4 /ballast 2 15'],
  [28, 'game', 'say 5 /admin wrong'],
  [30, 'game', 'say 7 !kick 0'],
  [31, 'game', 'say 5 /spectator grandstand'],
  [32, 'game', 'say 5 !spectate 3'],
  [33, 'game', 'say 6 !me'],
  [34, 'game', 'say 6 /server-extra-info-opt-in'],
  [36, 'steward', '@1 heard DRS Enabled'],
  [37, 'steward', '@2 listen 3'],
  [38, 'steward', '@3 heard Penalty Applied,0,76561197900000004,Time,Automatic,0,6,5000'],
  [39, 'steward', '@4 heard Penalty Applied,0,76561197900000004,Time,Automatic,0,6,5000'],
  [40, 'steward', '@5 heard nonsense'],
  [45, 'steward', '@6 ballast "Юля Гонщик 🏎" 20'],
  [50, 'steward', '@7 restrictor 4711 10'],
  [52, 'steward', '@8 restrictor 4 10 too quick'],
  [55, 'steward', '@9 kick "Sam Porter"'],
  [60, 'admin', '@1 ban 6 30m rammed others'],
  [105, 'admin', '@2 unban 76561197900000007 a word was had'],
  [110, 'admin', '@3 server info'],
  [111, 'steward', '@10 server info'],
  [140, 'game', 'lap 5 57000 2'],
  [150, 'game', 'lap 5 57100 1'],
  [160, 'admin', '@4 server sessions'],
  [161, 'driver', '@1 server sessions'],
  [162, 'driver', '@2 server drivers'],
  [170, 'game', 'say 1 track is quick today, così così 🏁'],
  [190, 'steward', '@11 grid finish'],
  [197, 'driver', '@3 results show'],
  [222, 'game', 'say 7 !report [KRT] Bo [fast] pushed me off'],
  [246, 'steward', '@12 incident decide 3 4 time 5 late braking'],
  [250, 'game', 'collide 0 1'],
  [255, 'steward', '@13 incident list'],
  [256, 'steward', '@14 incident decide 1 3 drive-through'],
  [257, 'steward', '@15 incident decide 1 0 no-further-action'],
  [258, 'driver', '@4 incident list'],
  [280, 'game', 'say 1 !report'],
  [300, 'steward', '@16 penalty give 0 drive-through 1 ignored blue flags'],
  [325, 'game', 'say 0 !me'],
  [341, 'steward', '@17 penalty list'],
  [342, 'steward', '@18 penalty served 2'],
  [343, 'steward', '@19 penalty clear 3'],
  [360, 'steward', '@20 warn 2'],
  [380, 'steward', '@21 penalty give 5 disqualification'],
  [385, 'steward', '@22 penalty give 1 kick'],
  [400, 'game', 'leave 7'],
  [405, 'game', 'join "Nova Tern" 76561197900009998'],
  [410, 'admin', '@5 penalty list "Mara Quint"'],
  [430, 'steward', '@23 incident show 3'],
  [440, 'game', 'finish'],
  [446, 'driver', '@5 results show'],
  [447, 'steward', '@24 incident decide 4 0 warning'],
  [450, 'admin', '@6 results finalise'],
  [452, 'steward', '@25 penalty give 76561197900000002 time 5 seen on the video'],
  [455, 'steward', '@26 grid reverse'],
  [456, 'steward', '@27 grid order'],
  [457, 'admin', '@7 grid save'],
  [460, 'admin', '@8 lobby info'],
  [461, 'admin', '@9 tracker status'],
  [462, 'steward', '@28 help penalty'],
  [470, 'admin', '@10 restart_session'],
  [480, 'game', 'say 0 !server-extra-info-opt-out'],
  [482, 'game', 'say 2 !unlink'],
  [485, 'admin', '@11 next_session'],
  [490, 'admin', '@12 server drivers'],
  [505, 'game', 'say 3 !next_session'],
  [510, 'admin', '@13 ballast 4 0'],
];

/** What is random, and what depends on the test's time zone. */
const STANDS: readonly Stand[] = [
  [/\/link [A-Z2-9]{6}/g, '/link <code>'],
  [/2026_1_\d+_\d+_\d+_/g, '<end>_'],
];

it('a driven race with a log produces the same output as before', async () => {
  const { directory, logFile } = sprintDirectory();
  const world = await GoldenWorld.open({
    directory,
    penalties: PENALTIES,
    settings: { SERVER_LOG_FILE: logFile, DRS_FROM_LAP: '2', SPECTATOR_PASSWORD: 'grandstand', INCIDENT_MIN_KMH: '5' },
  });
  const game = new DrivenGame({ directory, logFile, clock: world.clock, send: world.send });
  try {
    world.meet(game);
    game.start();
    for (const role of ['admin', 'steward', 'driver'] as const) await world.connect(role);
    await play(world, { steps, untilSeconds: 530, game: (line) => game.control(line) });
    expect(world.troubles).toEqual([]);
    expectGoldens('driven', world, STANDS);
  } finally {
    game.close();
    await world.close();
  }
});
