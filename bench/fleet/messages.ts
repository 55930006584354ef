/** From an event at a game server to its message on Discord: on all sides at once, each event timed by itself. */
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Taken, timed } from '../answers/figures.ts';
import type { Side } from './sides.ts';

/** Per side; not in step with any timer of Pitwall. One game server's channel gets less than Discord's rate limit. */
const PAUSE_MS = 150;

export interface Measured {
  /** A list for each side. */
  readonly taken: readonly (readonly Taken[])[];
  /** Flushing one page in the same minutes: on the same disk, in a file that nothing else uses. */
  readonly disk: readonly Taken[];
}

export async function measureMessages(
  sides: readonly Side[],
  { times, within }: { readonly times: number; readonly within: string },
): Promise<Measured> {
  for (const side of sides) await warmUp(side);
  const taken = sides.map((): Promise<Taken>[] => []);
  const pages = writePages(join(within, 'page'));
  for (let time = 0; time < times; time += 1) {
    for (const [index, side] of sides.entries()) {
      taken[index]?.push(visible(side, time));
      await sleep((PAUSE_MS + (time % 7) * 3) / sides.length);
    }
  }
  const all = await Promise.all(taken.map((each) => Promise.all(each)));
  return { taken: all, disk: await pages.end() };
}

/** Every game server has been heard, and its channel's webhook exists. */
async function warmUp(side: Side): Promise<void> {
  for (let server = 0; server < side.games.count; server += 1) {
    for (let time = 0, isSeen = false; !isSeen; time += 1) {
      const text = `is anybody there, ${server}.${time}.`;
      const seen = side.shown(text).then(() => true);
      side.games.chat(server, text);
      isSeen = await Promise.race([seen, sleep(1000).then(() => false)]);
    }
  }
}

async function visible({ games, shown }: Side, time: number): Promise<Taken> {
  const text = `the track is quick today, ${time}.`;
  const seen = shown(text);
  return timed(() => {
    games.chat(time * 7, text);
    return seen;
  });
}

/** Once per event, as a commit does. */
function writePages(path: string): { end(): Promise<readonly Taken[]> } {
  const taken: Taken[] = [];
  let isOver = false;
  const work = async (): Promise<void> => {
    const file = await open(path, 'w');
    const page = Buffer.alloc(4096, 1);
    for (let written = 0; !isOver; written += 1) {
      const position = written * page.length;
      taken.push(
        await timed(async () => {
          await file.write(page, 0, page.length, position);
          await file.datasync();
        }),
      );
      await sleep(PAUSE_MS);
    }
    await file.close();
  };
  const over = work();
  return {
    async end() {
      isOver = true;
      await over;
      return taken;
    },
  };
}
