/** What the hub adds to what is asked of its edges, and does for those who ask. */
import { atLeast } from '../../command/caller.ts';
import type { Call, Outcome, OwnDispatcher } from '../../command/dispatch.ts';
import type { UnfinishedActs } from '../../command/unfinished.ts';
import { serverOfChat } from '../../config/channels.ts';
import type { Hosts } from '../../fleet/hosts.ts';
import { sentenceOf, timeOf } from '../../fleet/hubDispatcher.ts';
import type { Clock } from '../../kit/clock.ts';
import { sleep } from '../../kit/wait.ts';
import { sayAt } from './answers.ts';
import type { EdgesLink } from './link.ts';
import type { HubParts } from './parts.ts';

/** Who is who may be another behind it. */
export const telling = (own: OwnDispatcher, tell: () => void): OwnDispatcher => ({
  commands: own.commands,
  async dispatch(call, progress) {
    const outcome = await own.dispatch(call, progress);
    tell();
    return outcome;
  },
  judge: (call) => own.judge(call),
  formOf: (call) => own.formOf(call),
  suggest: (call, param) => own.suggest(call, param),
  isPrivate: (line, role) => own.isPrivate(line, role),
});

/** Whoever asks how a server is reads which hosts are away, and an admin what is wrong on Discord. */
export function completed(
  outcome: Outcome,
  { caller }: Call,
  server: string | undefined,
  { hosts, league, config }: HubParts,
): Outcome {
  if (outcome.kind !== 'done' || outcome.answer.kind !== 'info') return outcome;
  const away = hosts
    .away()
    .map(
      ({ edge, since, servers }) =>
        `The host ${edge} with ${servers.join(', ')} has been unreachable since ${timeOf(since)}; its game servers keep running.`,
    );
  const ours = atLeast(caller.role, 'admin') ? league.privacyWarnings(config, server) : [];
  const { info } = outcome.answer;
  const warnings = [...away, ...ours];
  return { kind: 'done', answer: { kind: 'info', info, warnings: warnings.length > 0 ? warnings : undefined } };
}

export function tellLate({ line, caller }: Call, sentence: string, { config, outbox }: HubParts): void {
  const { logChannelId, channelId } = config.discord;
  const content = `${caller.name}, "${line.split(' ').slice(0, 2).join(' ')}": ${sentence}`;
  outbox.post(logChannelId ?? channelId, { lane: 'race', body: { content } });
}

/** Of something that an earlier life of the hub was asked: what it was stands in the audit of its host. */
export function tellAnswered(sentence: string, { config, outbox }: Pick<HubParts, 'config' | 'outbox'>): void {
  const { logChannelId, channelId } = config.discord;
  const content = `Result of a command given before the hub restarted: ${sentence}`;
  outbox.post(logChannelId ?? channelId, { lane: 'race', body: { content } });
}

export const sayIn =
  (parts: HubParts, edges: EdgesLink) =>
  (channelId: string, text: string): Promise<{ lines: number; sent: number }> | undefined => {
    const { config, hosts } = parts;
    const server = serverOfChat(config.servers, config.discord, channelId);
    if (server === undefined) return undefined;
    if (text === '') return Promise.resolve({ lines: 0, sent: 0 });
    const expiry = edges.expiry(hosts.servers().get(server) ?? '');
    const unsaid = { lines: 1, sent: 0 };
    return expiry ? sayAt(parts, { server, text, ...expiry }).catch(() => unsaid) : Promise.resolve(unsaid);
  };

interface FateNeeds {
  readonly unfinished: Pick<UnfinishedActs, 'fateOf'>;
  readonly hosts: Pick<Hosts, 'edges'>;
  readonly edges: Pick<EdgesLink, 'wayTo'>;
  readonly clock: Clock;
  /** Hears what became of it where that was not known in time. */
  readonly late: (sentence: string) => void;
}

const ASKED_AGAIN_MS = 5000;

/** A host that is away for longer has its own log. */
const ASKED_FOR_MS = 24 * 60 * 60_000;

/** What an earlier life of the hub was asked may have been carried out at an edge. */
export async function fateOf(act: string, needs: FateNeeds): Promise<string | undefined> {
  const here = await needs.unfinished.fateOf(act);
  if (here !== undefined) return here;
  const { sentence, open, isRunning } = await fateAt(needs.hosts.edges(), act, needs);
  if (sentence !== undefined || open.length === 0) return sentence;
  void askAgain(open, act, needs);
  if (isRunning) return 'It is being carried out; the log channel tells what becomes of it.';
  return 'Pitwall restarted before this was answered, and a host is unreachable, so it is not known yet whether it was carried out; the log channel will show it.';
}

interface Found {
  readonly sentence?: string | undefined;
  /** Those that have not said it to the end. */
  readonly open: readonly string[];
  readonly isRunning: boolean;
}

/** It was one of them, or none. */
async function fateAt(asked: readonly string[], act: string, { edges }: Pick<FateNeeds, 'edges'>): Promise<Found> {
  const open: string[] = [];
  let isRunning = false;
  const ask = async (edge: string): Promise<string | undefined> => {
    try {
      const fate = await edges.wayTo(edge).fate(act);
      if (fate.kind === 'over') return sentenceOf(fate.outcome);
      if (fate.kind === 'running') {
        isRunning = true;
        open.push(edge);
      }
      return fate.kind === 'interrupted' ? fate.sentence : undefined;
    } catch {
      open.push(edge);
      return undefined;
    }
  };
  const sentences = await Promise.all(asked.map(ask));
  return { sentence: sentences.find((each) => each !== undefined), open, isRunning };
}

async function askAgain(open: readonly string[], act: string, needs: FateNeeds): Promise<void> {
  const { clock, late } = needs;
  const until = clock.monotonic() + ASKED_FOR_MS;
  for (let left = open; clock.monotonic() < until; ) {
    await sleep(clock, ASKED_AGAIN_MS);
    const found = await fateAt(left, act, needs);
    left = found.open;
    if (found.sentence === undefined && left.length > 0) continue;
    // Long before that nothing that was under way could begin any more.
    return late(found.sentence ?? 'Nothing was done.');
  }
}
