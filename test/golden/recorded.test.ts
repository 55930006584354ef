import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadConfig } from '../../sandbox/acserver/config.ts';
import { recordingPath } from '../../sandbox/acserver/options.ts';
import { readRecording } from '../../sandbox/acserver/recording.ts';
import { planReplay } from '../../sandbox/acserver/replay.ts';
import { ReplayServer } from '../../sandbox/acserver/server.ts';
import { createServerDirectory } from '../../sandbox/serverDirectory.ts';
import { temporaryDirectory } from '../fakes/temporary.ts';
import { play, type Step } from './script.ts';
import { expectGoldens } from './tell.ts';
import { GoldenWorld } from './world.ts';

const steps: readonly Step[] = [
  [0, 'admin', 'subscribe'],
  [0, 'driver', 'logon: {"username": "Pit wall tool", "password": "TOKEN", "protocol": "1.0"}'],
  [5, 'admin', '@1 server info'],
  [5, 'driver', '@1 server info'],
  [20, 'steward', '@1 server drivers'],
  [30, 'steward', '@2 ballast carlarosacar 30 last winner'],
  [40, 'steward', '@3 restrictor 12 5'],
  [50, 'admin', '@2 say Welcome to the sprint'],
  [52, 'steward', '@4 pm 5 Mind the limits in turn 3, please'],
  [60, 'driver', '@2 kick 5'],
  [65, 'steward', '@5 kick nobody'],
  [130, 'admin', '@3 server set Race laps 9'],
  [200, 'steward', '@6 report 5'],
  [288, 'steward', '@7 kick "gret a" not on the list'],
  [290, 'admin', '@4 unban 76561197900006055'],
  [300, 'admin', '@5 ban 76561197900009999 2h seen elsewhere'],
  [319, 'steward', '@8 penalty give 14 ballast 20 2 jumped the queue'],
  [334, 'steward', '@9 penalty give 13 drive-through contact in turn 1'],
  [341, 'steward', '@10 incident list'],
  [342, 'steward', '@11 incident show 1'],
  [343, 'steward', '@12 incident decide 1 5 time 5'],
  [344, 'steward', '@13 incident decide 1 12 warning'],
  [345, 'steward', '@14 incident decide 1 5 warning'],
  [346, 'steward', '@15 incident decide 2 Ele no-further-action'],
  [352, 'steward', '@16 warn Ele leave room'],
  [360, 'steward', '@17 penalty give 5 time 10'],
  [361, 'steward', '@18 penalty clear 6 wrong car'],
  [400, 'steward', '@19 penalty served 2'],
  [421, 'admin', '@6 penalty list'],
  [430, 'driver', '@3 results show'],
  [431, 'driver', '@4 penalty list'],
  [500, 'steward', '@20 penalty give 0 drive-through 1 again'],
  [560, 'steward', '@21 penalty not_served 9'],
  [600, 'steward', '@22 restrictor 12 0'],
  [660, 'admin', '@7 server drivers'],
  [681, 'steward', '@23 incident decide 9 12 drive-through 1 too optimistic'],
  [700, 'admin', '@8 force_kick 2'],
  [746, 'driver', '@5 results show'],
  [747, 'steward', '@24 penalty give 76561197900004037 disqualification too many contacts'],
  [747, 'steward', '@25 incident decide 10 5 ballast 15 2'],
  [748, 'steward', '@26 results finalise S-1'],
  [749, 'steward', '@27 penalty give 76561197900003028 time 5 too late'],
  [749, 'steward', '@28 incident decide 8 12 disqualification'],
  [750, 'driver', '@6 results show'],
  [751, 'steward', '@29 grid reverse'],
  [752, 'steward', '@30 grid save'],
  [753, 'steward', '@31 grid undo'],
  [754, 'admin', '@12 penalty list'],
  [755, 'admin', '@9 restart_session'],
  [757, 'admin', '@10 next_session'],
  [759, 'driver', '@7 server sessions'],
  [760, 'admin', '@11 unban 76561197900009999'],
];

it('a recorded race produces the same output as before', async () => {
  const path = recordingPath('nurburgring_sprint_b');
  const { directory } = createServerDirectory({
    directory: join(temporaryDirectory('golden'), 'server'),
    recording: path,
    ports: { game: 9600, http: 8081, pluginLocal: 11_000, plugin: 12_000 },
    program: 'none',
  });
  const world = await GoldenWorld.open({ directory, settings: {} });
  try {
    const recording = readRecording(path);
    const game = new ReplayServer({
      config: loadConfig({ directory, serverConfig: 'cfg/server_cfg.ini', entryList: 'cfg/entry_list.ini' }),
      directory,
      recording,
      steps: planReplay(recording.messages, { registered: false }),
      speed: 1,
      clock: world.clock,
      print: () => {},
      send: world.send,
      onEnd: () => {},
    });
    world.meet(game);
    game.start();
    for (const role of ['admin', 'steward', 'driver'] as const) await world.connect(role);
    await play(world, { steps, untilSeconds: 765 });
    // The network is down for a while.
    game.close();
    world.meet({ receive() {} });
    await world.pass(20_000);
    world.meet(game);
    await world.pass(10_000);
    expect(world.troubles).toEqual([]);
    expectGoldens('recorded', world);
  } finally {
    await world.close();
  }
});
