import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/kit/clock.ts';
import type { Asker, ChoiceQuestion, TextQuestion } from '../../src/setup/asker.ts';
import { Draft } from '../../src/setup/draft.ts';
import { setUpServers } from '../../src/setup/servers.ts';
import { freePort } from '../ports.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'pitwall-setup-'));
});
afterEach(() => rmSync(home, { recursive: true }));

async function gameServer(name: string): Promise<string> {
  const directory = join(home, name);
  mkdirSync(join(directory, 'cfg'), { recursive: true });
  const [local, plugin, http] = [await freePort(), await freePort(), await freePort()];
  writeFileSync(
    join(directory, 'cfg', 'server_cfg.ini'),
    `[SERVER]\nTRACK=imola\nCARS=a\nUDP_PORT=9600\nTCP_PORT=9600\nHTTP_PORT=${http}\nUDP_PLUGIN_LOCAL_PORT=${local}\nUDP_PLUGIN_ADDRESS=127.0.0.1:${plugin}\n`,
  );
  writeFileSync(join(directory, 'cfg', 'entry_list.ini'), '[CAR_0]\nMODEL=a\n');
  return directory;
}

/** Answers each question in turn, by its flag; notes why an answer was refused, and takes the next. */
class Scripted implements Asker {
  readonly isPerson = true;
  readonly refused: string[] = [];
  readonly offered: (string | undefined)[] = [];
  readonly #answers: Readonly<Record<string, string[]>>;

  constructor(answers: Readonly<Record<string, string[]>>) {
    this.#answers = answers;
  }

  note(): void {}

  async text({ flag, initial, check }: TextQuestion): Promise<string> {
    this.offered.push(initial);
    for (;;) {
      const answer = this.#answers[flag]?.shift() ?? initial ?? '';
      const problem = check(answer);
      if (problem === undefined) return answer;
      this.refused.push(problem);
    }
  }

  async choose<T extends string>({ flag, choices, initial }: ChoiceQuestion<T>): Promise<T> {
    const answer = this.#answers[flag]?.shift() ?? initial;
    const found = choices.find(({ value }) => value === answer);
    if (!found) throw new Error(`no answer to --${flag}`);
    return found.value;
  }

  busy<T>(_: string, work: () => Promise<T>): Promise<T> {
    return work();
  }
}

const ask = (asker: Asker, draft: Draft) =>
  setUpServers({ asker, clock: systemClock, places: [], heardWithinMs: 1 }, draft);

function draftOf(text: string): Draft {
  writeFileSync(join(home, '.env'), text);
  return new Draft(join(home, '.env'));
}

describe('the set-up of a second game server', () => {
  it('moves all settings of the first into its section', async () => {
    const [gt3, gt4] = [await gameServer('gt3'), await gameServer('gt4')];
    const draft = draftOf(
      `LANGUAGE=de\nSERVER_ID=cup\nSERVER_DIR=${gt3}\nAPPEAL_MINUTES=60\nSTEWARDS_NEEDED=2\nSERVER_START_COMMAND='start it'\nGREETING="Hello, racers"\n`,
    );
    const answers = new Scripted({ another: ['yes', 'no'], id: ['cup', 'gt4'], 'server-dir': [gt3, gt4] });
    expect(Object.fromEntries(await ask(answers, draft))).toEqual({
      cup: {
        SERVER_DIR: gt3,
        APPEAL_MINUTES: '60',
        STEWARDS_NEEDED: '2',
        START_COMMAND: 'start it',
        GREETING: 'Hello, racers',
      },
      gt4: { SERVER_DIR: gt4 },
    });
    expect(answers.offered).toContain('cup');
    expect(draft.write().kept).toBeDefined();
    expect(new Draft(join(home, '.env')).get('LANGUAGE')).toBe('de');
    for (const name of ['SERVER_ID', 'SERVER_DIR', 'APPEAL_MINUTES', 'STEWARDS_NEEDED', 'SERVER_START_COMMAND'])
      expect(new Draft(join(home, '.env')).get(name)).toBeUndefined();
  });

  it('refuses the directory of the first', async () => {
    const [gt3, gt4] = [await gameServer('gt3'), await gameServer('gt4')];
    const asker = new Scripted({
      another: ['yes', 'no'],
      id: ['gt3', 'gt4'],
      'server-dir': [gt3, join(gt3, '.'), `${gt3}/`, gt4],
    });
    const sections = await ask(asker, draftOf(''));
    const taken = 'That is the directory of gt3; each server needs its own.';
    expect(asker.refused).toEqual([taken, taken]);
    expect(sections.get('gt4')).toEqual({ SERVER_DIR: gt4 });
  });

  it("refuses the port that the first one's manager sends to", async () => {
    const asker = new Scripted({
      mode: ['acsm', 'acsm'],
      another: ['yes', 'no'],
      id: ['gt3', 'gt4'],
      'udp-listen': ['127.0.0.1:12000', 'localhost:12000', '127.0.0.1:12001'],
      udp: ['skip', 'skip'],
    });
    const sections = await ask(asker, draftOf(''));
    expect(asker.refused).toEqual(['gt3 has the port 12000; each server needs its own.']);
    expect(sections.get('gt4')).toMatchObject({ UDP_LISTEN: '127.0.0.1:12001' });
  });

  it('leaves a single server in .env, with all its settings', async () => {
    const gt3 = await gameServer('gt3');
    const draft = draftOf(`SERVER_ID=cup\nAPPEAL_MINUTES=60\n`);
    const sections = await ask(new Scripted({ another: ['no'], 'server-dir': [gt3], mode: ['managed'] }), draft);
    expect(sections.size).toBe(0);
    expect(['SERVER_ID', 'SERVER_DIR', 'APPEAL_MINUTES'].map((name) => draft.get(name))).toEqual(['cup', gt3, '60']);
  });
});
