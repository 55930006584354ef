// Which plugin's question an answer of the server belongs to, if two plugins ask.

import type { Clock } from '../../kit/clock.ts';
import type { FromPlugin, PacketOf } from './packets.ts';

/** The two plugins that one game server talks to, although it knows only one. */
export type Side = 'own' | 'chained';

export type ServerAnswer = PacketOf<'carInfo'> | PacketOf<'sessionInfo'> | PacketOf<'pong'>;
type Question = PacketOf<'getCarInfo'> | PacketOf<'getSessionInfo'> | PacketOf<'ping'>;

/** Remembers who asked what, because the server's answers do not say to whom they are. */
interface Askers {
  asked(side: Side, packet: FromPlugin): void;
  /** The side whose question this answers, which is then settled; undefined if nobody asked within 5 s. */
  askerOf(answer: ServerAnswer): Side | undefined;
}

interface Pending {
  readonly side: Side;
  readonly question: Question;
  readonly at: number;
  readonly order: number;
}

/** As long as stracker waits. */
const answerWithinMs = 5_000;
/** Far more than two plugins need to ask in that time. */
const mostPending = 1024;

export function rememberAskers(clock: Clock): Askers {
  let pending: Pending[] = [];
  let asked = 0;
  let answered = 0;

  return {
    asked(side, packet) {
      if (packet.type !== 'getCarInfo' && packet.type !== 'getSessionInfo' && packet.type !== 'ping') return;
      if (pending.length === mostPending) pending.shift();
      asked++;
      pending.push({ side, question: packet, at: clock.monotonic(), order: asked });
    },
    askerOf(answer) {
      const oldest = clock.monotonic() - answerWithinMs;
      pending = pending.filter(({ at }) => at >= oldest);
      const settled = settledBy(answer, pending, answered);
      if (!settled) return undefined;
      pending = pending.filter((each) => each !== settled);
      answered = Math.max(answered, settled.order);
      return settled.side;
    },
  };
}

/**
 * A server answers in the order of the questions, so the first one that fits is meant. Some are never answered (an
 * empty slot of AssettoServer, a lost datagram): those that the server has already passed come last.
 */
function settledBy(answer: ServerAnswer, pending: readonly Pending[], answered: number): Pending | undefined {
  const fitting = pending.filter(({ question }) => fits(question, answer));
  const candidates = fitting.length > 0 ? fitting : pending.filter(({ question }) => isOfKind(question, answer));
  return candidates.find(({ order }) => order > answered) ?? candidates[0];
}

/** -1 asks for the current session; without an index the server answers about any. */
function fits(question: Question, answer: ServerAnswer): boolean {
  if (question.type === 'getCarInfo') return answer.type === 'carInfo' && answer.carId === question.carId;
  if (question.type === 'ping') return answer.type === 'pong' && answer.pluginTime === question.pluginTime;
  if (answer.type !== 'sessionInfo') return false;
  if (question.sessionIndex === -1) return answer.sessionIndex === answer.currentSessionIndex;
  return question.sessionIndex === null || question.sessionIndex === answer.sessionIndex;
}

/** An answer about another session than the one asked for is still the answer; about another car it is not. */
const isOfKind = (question: Question, answer: ServerAnswer): boolean =>
  question.type === 'getSessionInfo' && answer.type === 'sessionInfo';
