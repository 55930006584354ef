/** What the hub adds to what is asked of its edges, and does for those who ask. */
import { atLeast } from '../../command/caller.ts';
import type { Call, Outcome, OwnDispatcher } from '../../command/dispatch.ts';
import type { UnfinishedActs } from '../../command/unfinished.ts';
import { serverOfChat } from '../../config/channels.ts';
import type { Hosts } from '../../fleet/hosts.ts';
import { sentenceOf, timeOf } from '../../fleet/hubDispatcher.ts';
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
        `The host ${edge} with ${servers.join(', ')} is out of reach since ${timeOf(since)}; its games go on.`,
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
  readonly unfinished: UnfinishedActs;
  readonly hosts: Hosts;
  readonly edges: EdgesLink;
}

/** What an earlier life of the hub was asked may have been carried out at an edge. */
export async function fateOf(act: string, { unfinished, hosts, edges }: FateNeeds): Promise<string | undefined> {
  const here = await unfinished.fateOf(act);
  if (here !== undefined) return here;
  const fates = await Promise.all(
    hosts.edges().map((edge) =>
      edges
        .wayTo(edge)
        .fate(act)
        .catch(() => undefined),
    ),
  );
  for (const fate of fates) {
    if (fate?.kind === 'over') return sentenceOf(fate.outcome);
    if (fate?.kind === 'interrupted') return fate.sentence;
    if (fate?.kind === 'running') return 'It is being carried out; the log channel tells what becomes of it.';
  }
  return fates.includes(undefined)
    ? 'Pitwall was restarted before this was answered; whether it was carried out is not known yet: a host is out of reach.'
    : undefined;
}
