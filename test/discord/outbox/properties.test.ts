import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LANES, type Lane } from '../../../src/discord/outbox/post.ts';
import { type FakeChannels, type Fate, type Life, outboxRig, pass, settle } from './rig.ts';

/** What can happen to an outbox. Posts are numbered, so that no two texts are the same. */
type Step =
  | { readonly do: 'post'; readonly lane: Lane; readonly kind: 'line' | 'card' | 'keyed' | 'spoken' }
  | { readonly do: 'fail'; readonly fate: Fate; readonly times: number }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'kill' };

const post = fc.record({
  do: fc.constant('post' as const),
  lane: fc.constantFrom(...LANES),
  kind: fc.constantFrom('line', 'card', 'keyed', 'spoken'),
});
const fail = fc.record({
  do: fc.constant('fail' as const),
  fate: fc.record({ executed: fc.boolean(), answer: fc.constantFrom('error', 'timeOut', 'silence') }),
  times: fc.constantFrom(1, 2, 9),
});
const wait = fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(500, 20_000, 100_000, 300_000) });
const kill = fc.constant({ do: 'kill' as const });
/** A process can also die long after its last request. */
const steps: fc.Arbitrary<Step[]> = fc
  .array(fc.oneof(post, fc.tuple(fail, post), wait, fc.tuple(wait, kill), kill), { minLength: 1, maxLength: 20 })
  .map((all) => all.flat());

interface Posted {
  readonly lane: Lane;
  readonly text: string;
  readonly key?: string;
}

function carryOut(life: Life, { lane, kind }: Step & { do: 'post' }, text: string): Posted {
  if (kind === 'keyed') {
    const key = `key-${lane}`;
    life.outbox.post('race', { lane, key, body: { content: text } });
    return { lane, text, key };
  }
  if (kind === 'spoken') life.outbox.post('race', { lane, author: { name: 'Elena' }, body: { content: text } });
  else if (kind === 'card') life.outbox.post('race', { lane, body: { embeds: [{ title: text }] } });
  else life.outbox.post('race', { lane, body: { content: text } });
  return { lane, text };
}

/** Runs the steps, then a long time without faults. */
async function live(rig: ReturnType<typeof outboxRig>, history: readonly Step[]): Promise<Posted[]> {
  const posted: Posted[] = [];
  let life = rig.start();
  for (const [index, step] of history.entries()) {
    if (step.do === 'post') posted.push(carryOut(life, step, `post ${index}`));
    else if (step.do === 'fail') rig.channels.fates.push(...Array(step.times).fill(step.fate));
    else if (step.do === 'kill') life = rig.start();
    else await pass(life, step.ms);
    // Not after every step: posts may come while others are being sent.
    if (index % 3 !== 0) await settle();
  }
  rig.channels.fates.length = 0;
  life = rig.start();
  await pass(life, 10 * 60_000);
  return posted;
}

/** The texts in the channel, in order. A message of several lines counts as several. */
const standing = ({ messages }: FakeChannels): string[] =>
  messages.flatMap(({ title, content }) => (title === undefined ? content.split('\n') : [title]));

test('whatever happens, every post appears once, in lane order, and keyed ones show the latest', {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (history) => {
      const rig = outboxRig();
      try {
        const posted = await live(rig, history);
        const texts = standing(rig.channels);
        const latest = new Map(posted.filter(({ key }) => key).map(({ key, text }) => [key, text]));
        const unkeyed = posted.filter(({ key }) => !key);
        expect([...texts].sort()).toEqual([...unkeyed.map(({ text }) => text), ...latest.values()].sort());
        for (const lane of LANES) {
          const expected = unkeyed.filter((each) => each.lane === lane).map(({ text }) => text);
          expect(texts.filter((text) => expected.includes(text))).toEqual(expected);
        }
      } finally {
        rig.remove();
      }
    }),
    { numRuns: 60 },
  );
});
