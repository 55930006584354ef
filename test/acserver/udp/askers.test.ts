import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rememberAskers, type ServerAnswer, type Side } from '../../../src/acserver/udp/askers.ts';
import { decodeFromServer } from '../../../src/acserver/udp/codec.ts';
import type { FromPlugin } from '../../../src/acserver/udp/packets.ts';
import { FakeClock } from '../../fakes/clock.ts';
import { conversationRows } from './trackerConversation.ts';

function start() {
  const clock = new FakeClock();
  return { clock, askers: rememberAskers(clock) };
}

const CURRENT = 1;
const recorded = (type: ServerAnswer['type']): ServerAnswer => {
  const packets = conversationRows.flatMap(({ who, datagram }) =>
    who === 'stracker->chained' ? [decodeFromServer(datagram)] : [],
  );
  return packets.find((packet) => packet.type === type) as ServerAnswer;
};
const car = (carId: number): ServerAnswer => ({ ...recorded('carInfo'), carId }) as ServerAnswer;
const session = (sessionIndex: number): ServerAnswer =>
  ({ ...recorded('sessionInfo'), sessionIndex, currentSessionIndex: CURRENT }) as ServerAnswer;

const askCar = (carId: number): FromPlugin => ({ type: 'getCarInfo', carId });
const askSession = (sessionIndex: number | null): FromPlugin => ({ type: 'getSessionInfo', sessionIndex });

/** A server's answer to a question. If the question has no index, the server chooses one. */
function answerTo(question: FromPlugin): ServerAnswer {
  if (question.type === 'getCarInfo') return car(question.carId);
  if (question.type !== 'getSessionInfo') throw new Error('no question');
  const { sessionIndex } = question;
  return session(sessionIndex === null ? 2 : sessionIndex === -1 ? CURRENT : sessionIndex);
}

describe('an answer of the server', () => {
  it('goes to the side that asked, once', () => {
    const { askers } = start();
    askers.asked('chained', askCar(3));
    expect(askers.askerOf(car(3))).toBe('chained');
    expect(askers.askerOf(car(3))).toBeUndefined();
  });

  it('goes to both sides in turn if both asked the same', () => {
    const { askers } = start();
    askers.asked('chained', askSession(-1));
    askers.asked('own', askSession(-1));
    expect([askers.askerOf(session(CURRENT)), askers.askerOf(session(CURRENT))]).toEqual(['chained', 'own']);
  });

  it('is matched by car', () => {
    const { askers } = start();
    askers.asked('chained', askCar(3));
    askers.asked('own', askCar(4));
    expect(askers.askerOf(car(5))).toBeUndefined();
    expect(askers.askerOf(car(4))).toBe('own');
    expect(askers.askerOf(car(3))).toBe('chained');
  });

  it('is matched by session, and any other session answers an invalid index', () => {
    const { askers } = start();
    askers.asked('chained', askSession(99)); // answered by ERROR
    askers.asked('own', askSession(-1));
    expect(askers.askerOf(session(CURRENT))).toBe('own');
    expect(askers.askerOf(session(0))).toBe('chained');
  });

  it('is expected for 5 s', () => {
    const { askers, clock } = start();
    askers.asked('chained', askCar(3));
    clock.advance(5000);
    expect(askers.askerOf(car(3))).toBe('chained');
    askers.asked('chained', askCar(3));
    clock.advance(5001);
    expect(askers.askerOf(car(3))).toBeUndefined();
  });

  it('is not for a question that the server skipped', () => {
    const { askers } = start();
    askers.asked('own', askCar(3)); // an empty slot of AssettoServer
    askers.asked('own', askSession(-1));
    expect(askers.askerOf(session(CURRENT))).toBe('own');
    askers.asked('chained', askCar(3));
    expect(askers.askerOf(car(3))).toBe('chained');
    expect(askers.askerOf(car(3))).toBe('own');
  });

  it('finds its asker however much a plugin asks', () => {
    const { askers } = start();
    for (let count = 0; count < 5000; count++) askers.asked('chained', askCar(count % 256));
    askers.asked('own', askSession(-1));
    expect(askers.askerOf(session(CURRENT))).toBe('own');
  });
});

const side = fc.constantFrom<Side>('own', 'chained');
const question = fc.oneof(
  fc.constantFrom(0, 1, 2).map(askCar),
  fc.constantFrom(-1, 0, 1, 2, null).map((index) => askSession(index)),
);
const asked = fc.record({ side, question, afterMs: fc.nat(2000), answeredInMs: fc.nat(5000) });

describe('with any questions of both sides', () => {
  it('each answer within 5 s goes to the side that asked the question', () => {
    fc.assert(
      fc.property(fc.array(asked, { maxLength: 40 }), (questions) => {
        const { clock, askers } = start();
        const heard: (Side | undefined)[] = [];
        let askedAt = 0;
        let answeredAt = 0;
        for (const each of questions) {
          askedAt += each.afterMs;
          // A server process answers questions in the order in which they came.
          answeredAt = Math.max(answeredAt, askedAt + each.answeredInMs);
          clock.after(askedAt, () => askers.asked(each.side, each.question));
          clock.after(answeredAt, () => heard.push(askers.askerOf(answerTo(each.question))));
        }
        clock.advance(answeredAt);
        expect(heard).toEqual(questions.map((each) => each.side));
      }),
    );
  });

  it('no answer goes to a side without such a question, whatever is lost', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(asked, fc.boolean()), { maxLength: 40 }), (questions) => {
        const { clock, askers } = start();
        const open: Record<Side, Set<string>> = { own: new Set(), chained: new Set() };
        for (const [each, isLost] of questions) {
          clock.advance(each.afterMs / 100);
          askers.asked(each.side, each.question);
          open[each.side].add(each.question.type);
          if (isLost) continue;
          const answer = answerTo(each.question);
          const asker = askers.askerOf(answer);
          expect(asker && open[asker].has(answer.type === 'carInfo' ? 'getCarInfo' : 'getSessionInfo')).toBe(true);
        }
      }),
    );
  });
});
