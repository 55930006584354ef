/**
 * Posts what the owner should fix to the log channel: once, however often Pitwall starts. The log gets it each time.
 */
import type { Config } from '../config/environment.ts';
import { escapeText } from '../discord/common/text.ts';
import type { Outbox } from '../discord/outbox/outbox.ts';
import type { Checked } from '../doctor/checks.ts';
import type { DoctorNotes } from '../doctor/notes.ts';
import type { Warning } from '../fleet/rows.ts';

export interface WarningNeeds {
  readonly config: Pick<Config, 'discord'>;
  readonly outbox: Pick<Outbox, 'post'>;
  readonly notes: Pick<DoctorNotes, 'isNews'>;
}

const SENTENCE_LENGTH = 400;
const MESSAGE_LENGTH = 2000;

/** @param about is reported again only if `found` has changed, whatever the wording */
export function tellOnce({ about, found, sentences }: Warning, { config, outbox, notes }: WarningNeeds): void {
  if (!notes.isNews(about, found)) return;
  const { logChannelId, channelId } = config.discord;
  const content = sentences.map((sentence) => `⚠️ ${escapeText(sentence, SENTENCE_LENGTH)}`).join('\n');
  outbox.post(logChannelId ?? channelId, { lane: 'race', body: { content: content.slice(0, MESSAGE_LENGTH) } });
}

/** A server that answers nothing looks just like one that was stopped, so that check only goes to the log. */
const STOPPED = 23;

/**
 * UDP is silent while HTTP is not, or they disagree. The number of drivers changes often, so it does not count as news.
 */
export function deafnessOf(found: readonly Checked[], server: string): Warning {
  const told = found.filter(({ number }) => number !== STOPPED);
  const sentences = told.flatMap(({ findings }) => findings.map(({ sentence, fix }) => `${sentence} ${fix}`));
  return { about: `hearing ${server}`, found: told.map(({ number }) => String(number)), sentences };
}

export const tellDeafness = (found: readonly Checked[], server: string, needs: WarningNeeds): void =>
  tellOnce(deafnessOf(found, server), needs);
