/** What the hub adds to its edges' answers, and what it does for callers itself. */
import { atLeast } from '../../command/caller.ts';
import type { Call, Outcome, OwnDispatcher } from '../../command/dispatch.ts';
import type { Commands } from '../../command/typedLines.ts';
import type { UnfinishedActs } from '../../command/unfinished.ts';
import { serverOfChat } from '../../config/channels.ts';
import { escapeSentence } from '../../discord/common/sentences.ts';
import { escapeText } from '../../discord/common/text.ts';
import { NOTE_LENGTH } from '../../discord/renderings/limits.ts';
import type { Hosts } from '../../fleet/hosts.ts';
import { sentenceOf } from '../../fleet/hubDispatcher.ts';
import type { Clock } from '../../kit/clock.ts';
import { phrase, type Sentence, timeOfDay } from '../../kit/sentence.ts';
import { sleep } from '../../kit/wait.ts';
import { sayAt } from './answers.ts';
import type { EdgesLink } from './link.ts';
import type { HubParts } from './parts.ts';

/** Any command may change links or the roster, so the edges get the facts again afterwards. */
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

/** Adds the unreachable hosts to a server's info and, for admins, Discord's privacy warnings. */
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
        phrase`The host ${edge} with ${servers.join(', ')} has been unreachable since ${timeOfDay(since)}; its game servers keep running.`,
    );
  const ours = atLeast(caller.role, 'admin') ? league.privacyWarnings(config, server) : [];
  const { info } = outcome.answer;
  const warnings = [...away, ...ours];
  return { kind: 'done', answer: { kind: 'info', info, warnings: warnings.length > 0 ? warnings : undefined } };
}

type Telling = Pick<HubParts, 'config' | 'outbox'> & { readonly commands: Commands };

export function tellLate({ line, caller }: Call, sentence: Sentence, { config, outbox, commands }: Telling): void {
  const { logChannelId, channelId } = config.discord;
  const asked = `${escapeText(caller.name, 60)}, "${escapeText(line.split(' ').slice(0, 2).join(' '), 60)}"`;
  const content = `${asked}: ${escapeSentence(sentence, commands, NOTE_LENGTH)}`;
  outbox.post(logChannelId ?? channelId, { lane: 'race', body: { content } });
}

/** For a command given to an earlier run of the hub. The host's audit says which command it was. */
export function tellAnswered(sentence: Sentence, { config, outbox, commands }: Telling): void {
  const { logChannelId, channelId } = config.discord;
  const told = escapeSentence(sentence, commands, NOTE_LENGTH);
  const content = `Result of a command given before the hub restarted: ${told}`;
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
  /** Gets the outcome if it was not known in time. */
  readonly late: (sentence: Sentence) => void;
}

const ASKED_AGAIN_MS = 5000;

/** A host that is away for longer has its own log. */
const ASKED_FOR_MS = 24 * 60 * 60_000;

/** An edge may have carried out a command that was given to an earlier run of the hub. */
export async function fateOf(act: string, needs: FateNeeds): Promise<Sentence | undefined> {
  const here = await needs.unfinished.fateOf(act);
  if (here !== undefined) return here;
  const { sentence, open, isRunning } = await fateAt(needs.hosts.edges(), act, needs);
  if (sentence !== undefined || open.length === 0) return sentence;
  void askAgain(open, act, needs);
  if (isRunning) return 'It is being carried out; the log channel tells what becomes of it.';
  return 'Pitwall restarted before this was answered, and a host is unreachable, so it is not known yet whether it was carried out; the log channel will show it.';
}

interface Found {
  readonly sentence?: Sentence | undefined;
  /** Edges without a final answer yet. */
  readonly open: readonly string[];
  readonly isRunning: boolean;
}

/** One of them carried it out, or none did. */
async function fateAt(asked: readonly string[], act: string, { edges }: Pick<FateNeeds, 'edges'>): Promise<Found> {
  const open: string[] = [];
  let isRunning = false;
  const ask = async (edge: string): Promise<Sentence | undefined> => {
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
    // By now, no command that was under way can still begin: those expire much sooner.
    return late(found.sentence ?? 'Nothing was done.');
  }
}
