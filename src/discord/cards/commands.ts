/** Who used which command, for the log channel. No event carries this: it comes from the audit of commands. */
import type { AuditRow } from '../../command/audit.ts';
import type { Catalogue } from '../../texts/catalogue.ts';
import { cut, escapeText } from '../common/text.ts';
import { line, officialLine, type RoutedPost } from './card.ts';

/**
 * Commands that cause no event. Without a line of their own, nobody could read who gave them. Kicks, bans, ballast,
 * penalties and verdicts are events and are posted as such.
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

/** The posts for a command: none if it was not carried out, or if an event covers it. */
export function commandPosts(row: AuditRow, words: Pick<Catalogue, 'announcedInGame'>): readonly RoutedPost[] {
  if (row.outcome !== 'done' || !TOLD.has(row.command)) return [];
  const said = row.command === 'say' ? wordsOf(row.args.message) : undefined;
  // Everybody in the game has heard it, so it may be public.
  const announced = said === undefined ? '' : escapeText(said, 500);
  return [
    ...(announced === '' ? [] : [line('announcement', `📣 ${words.announcedInGame({ words: announced })}`)]),
    orderLine(row),
  ];
}

/** Who used which command. */
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

/** Drivers are shown by name; arguments that were left out are not shown. */
function wordsOf(value: unknown): string | undefined {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (typeof value !== 'object' || value === null || !('name' in value)) return undefined;
  return typeof value.name === 'string' ? value.name : undefined;
}
