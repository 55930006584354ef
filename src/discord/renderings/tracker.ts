import type { AnswerOf } from '../../command/answer.ts';
import type { TrackerInfo } from '../../features/tracker/actions.ts';
import type { Catalogue } from '../../texts/catalogue.ts';
import { AMBER, GREEN, GREY, RED } from '../common/colours.ts';
import type { MessageContent } from '../common/message.ts';
import { codeBlock } from '../common/table.ts';
import { escapeCode, escapeText, fitLines, relativeTime } from '../common/text.ts';

export function trackerMessage({ change, info }: AnswerOf<'tracker'>, words: Catalogue): MessageContent {
  const first = change === 'none' ? stateLine(info) : `stracker on ${escapeText(info.server)} ${change}.`;
  const lines = [
    first,
    ...(info.trouble === undefined ? [] : [escapeText(info.trouble)]),
    ...(info.isOutdated ? [OUTDATED] : []),
    ...(info.complaints.length === 0 ? [] : ['Its last errors:', complaintsBlock(info.complaints, words)]),
  ];
  return { embeds: [{ description: lines.join('\n'), color: colourOf(info) }] };
}

const OUTDATED = 'The configuration of the game server has changed since stracker started; /tracker restart loads it.';

const COMPLAINTS_LENGTH = 3000;

function stateLine({ server, state, startedAt }: TrackerInfo): string {
  const name = `stracker on ${escapeText(server)}`;
  if (state === 'stopped') return `${name} is not running.`;
  const since = startedAt === undefined ? '' : `, started ${relativeTime(startedAt)}`;
  return `${name} is ${state}${since}.`;
}

const complaintsBlock = (lines: readonly string[], words: Catalogue): string =>
  codeBlock(
    fitLines(
      lines.map((line) => escapeCode(line)),
      COMPLAINTS_LENGTH,
      words,
    ),
  );

function colourOf({ state, trouble, complaints, isOutdated }: TrackerInfo): number {
  if (trouble !== undefined) return RED;
  if (state === 'stopped') return GREY;
  return complaints.length > 0 || isOutdated ? AMBER : GREEN;
}
