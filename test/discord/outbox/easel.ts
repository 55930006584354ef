import type { Post } from '../../../src/discord/outbox/post.ts';
import { type Life, type outboxRig, settle as settled } from './rig.ts';

export const still = { source: 'incident/12/still', name: 'inc-12.png', place: 'embed' } as const;
export const moving = { source: 'incident/12/animation', name: 'inc-12.gif', place: 'beside' } as const;

export const card = (title: string, pictures: Post['body']['pictures'] = [still]): Post => ({
  lane: 'incident',
  key: 'incident/12',
  body: { embeds: [{ title }], pictures },
});

/** How many messages have not gone out yet. */
export const waiting = ({ store }: Life) =>
  store.all<{ lane: number }>(`SELECT lane FROM outbox WHERE state IN ('queued', 'sending')`).length;

interface Drawn {
  readonly bytes: Buffer;
  readonly alt: string;
}

/** Draws when the test lets it, and checks the result on the current rig. */
export function picturesOn(rig: () => ReturnType<typeof outboxRig>) {
  /** A message is not edited right after it was sent. This also waits until it can be. */
  async function settle(): Promise<void> {
    await settled();
    rig().channels.clock.advance(2500);
    await settled();
  }

  const message = () => rig().channels.messages[0];

  return {
    settle,
    message,
    files: () => (rig().channels.files.get(message()?.id ?? '') ?? []).map(({ name, data }) => `${name} ${data}`),
    image: () => message()?.body.embeds?.[0]?.image?.url,
    easel() {
      const asked: string[] = [];
      const drawing: ((drawn: Drawn | undefined) => void)[] = [];
      return {
        asked,
        draw: (source: string): Promise<Drawn | undefined> => {
          asked.push(source);
          return new Promise((resolve) => drawing.push(resolve));
        },
        async finish(bytes: Buffer | 'nothing' = Buffer.from('png'), alt = 'Map of T4.'): Promise<void> {
          for (const resolve of drawing.splice(0)) resolve(bytes === 'nothing' ? undefined : { bytes, alt });
          await settle();
        },
      };
    },
  };
}
