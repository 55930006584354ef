/** What was commanded: who had what done, for the log channel. No event tells it: it comes from the audit of commands. */
import type { AuditRow } from '../../command/audit.ts';
import type { Catalogue } from '../../texts/catalogue.ts';
import { cut, escapeText } from '../common/text.ts';
import { line, officialLine, type RoutedPost } from './card.ts';

/**
 * Commands whose being carried out no event tells: without a line of their own, nobody could read who gave them.
 * Kicks, bans, ballast, penalties and verdicts are events, and told as such.
 */
const TOLD: ReadonlySet<string> = new Set([
  'server start',
  'server stop',
  'server restart',
  'server set',
  'server time',
  'shutdown now',
  'next_session',
  'restart_session',
  'next_weather',
  'say',
  'pm',
  'event start',
  'event end',
  'race continues',
  'grid finish',
  'grid reverse',
  'grid save',
  'grid undo',
  'results finalise',
  'lobby restart',
  'tracker start',
  'tracker stop',
  'tracker restart',
]);

const VIA: Readonly<Record<AuditRow['caller']['via'], string>> = {
  slash: '',
  component: '',
  socket: ' over the websocket',
  chat: ' in the game',
};

/** What is posted of a command: nothing of one that was not done, or is told otherwise. */
export function commandPosts(row: AuditRow, words: Pick<Catalogue, 'announcedInGame'>): readonly RoutedPost[] {
  if (row.outcome !== 'done' || !TOLD.has(row.command)) return [];
  const said = row.command === 'say' ? wordsOf(row.args.message) : undefined;
  // Everybody in the game has heard it: those who are not there may read it.
  const announced = said === undefined ? '' : escapeText(said, 500);
  return [
    ...(announced === '' ? [] : [line('announcement', `📣 ${words.announcedInGame({ words: announced })}`)]),
    orderLine(row),
  ];
}

/** Who used what. */
function orderLine({ command, args, caller }: AuditRow): RoutedPost {
  const said = Object.entries(args).flatMap(([name, value]) => {
    const words = wordsOf(value);
    return words === undefined ? [] : [`${name} ${escapeText(words, 200)}`];
  });
  const behind = said.length > 0 ? ` (${said.join(', ')})` : '';
  const content = cut(
    `📝 **${escapeText(caller.name, 60)}** used \`${caller.via === 'chat' ? '!' : '/'}${command}\`${VIA[caller.via]}${behind}`,
    1900,
  );
  return officialLine('command', content);
}

/** A driver is meant by name; what was left out is not told. */
function wordsOf(value: unknown): string | undefined {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (typeof value !== 'object' || value === null || !('name' in value)) return undefined;
  return typeof value.name === 'string' ? value.name : undefined;
}
