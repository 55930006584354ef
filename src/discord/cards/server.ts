import type { APIEmbed } from 'discord.js';
import type { EventOf } from '../../events/events.ts';
import type { Catalogue } from '../../texts/catalogue.ts';
import { BLUE, RED } from '../common/colours.ts';
import { codeBlock } from '../common/table.ts';
import { escapeCode, escapeText } from '../common/text.ts';
import { type Cards, embed, line, officialLine, type RoutedPost } from './card.ts';

export const serverCards = {
  serverStarting: 'silent',
  serverStarted: ({ version, adopted }, _state, words) =>
    adopted ? [] : [line('process', `🟢 ${words.serverUp({ version: version && escapeText(version, 40) })}`)],
  serverStopped: (event, _state, words) => [embed('process', stopCard(event, words)), ...lastOutput(event)],
  serverHeard: 'silent',
  serverSilent: 'silent',
  serverPinged: 'silent',
} satisfies Partial<Cards>;

function stopCard({ expected, code, signal }: EventOf<'serverStopped'>, words: Catalogue): APIEmbed {
  if (expected) return { color: BLUE, title: words.serverStopped() };
  const how = signal ?? (code === undefined ? undefined : words.exitCode({ code }));
  return {
    color: RED,
    title: words.serverStoppedByItself({ how: how === undefined ? undefined : escapeText(how, 40) }),
  };
}

const LAST_WORDS_LENGTH = 1500;

/** Why it crashed concerns only officials, and a log names drivers in ways the public must not read. */
function lastOutput({ expected, lastLines }: EventOf<'serverStopped'>): readonly RoutedPost[] {
  if (expected) return [];
  const escaped = lastLines.map((each) => escapeCode(each, 200)).filter((each) => each !== '');
  const said = lastThatFit(escaped, LAST_WORDS_LENGTH);
  if (said.length === 0) return [];
  return [officialLine('crash', `🔴 The server stopped unexpectedly. Its last output:\n${codeBlock(said.join('\n'))}`)];
}

/** The last lines are more telling than the first. */
function lastThatFit(lines: readonly string[], limit: number): readonly string[] {
  let used = 0;
  const left = lines.findLastIndex((each) => {
    used += each.length + 1;
    return used > limit;
  });
  return lines.slice(left + 1);
}
