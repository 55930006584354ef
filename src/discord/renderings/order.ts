/** The full running order, shown on request. */
import type { AnswerOf } from '../../command/answer.ts';
import type { BoardState, OrderRow } from '../../features/board/board.ts';
import { toldApart } from '../../kit/namesakes.ts';
import type { Catalogue } from '../../texts/catalogue.ts';
import type { MessageContent } from '../common/message.ts';
import { type Columns, tablesOf } from '../common/table.ts';
import { escapeCode, escapeText } from '../common/text.ts';
import { flagOf, sessionLine } from './board.ts';
import { DESCRIPTION_LENGTH } from './limits.ts';

/** A phone shows about forty monospaced characters, and the gaps take half of them. */
const NAME_LENGTH = 18;
/** Leaves room for the session and the conditions. */
const TABLES_LENGTH = DESCRIPTION_LENGTH - 500;

export function orderMessage({ board }: AnswerOf<'order'>, words: Catalogue): MessageContent {
  const { session, rows, state } = board;
  const title = escapeText(board.name || board.server, 100);
  if (!session) return { embeds: [{ title, description: words.boardServerState({ state }) }] };
  const order = rows.map((row, index) => ({ ...row, place: String(index + 1) }));
  const lines = [
    ...(state === 'running' ? [] : [words.boardServerState({ state })]),
    sessionLine(session, words),
    escapeText(conditions(board, words), 120),
    rows.length === 0 ? words.boardNobody() : tablesOf(columns(board, words), order, { limit: TABLES_LENGTH, words }),
  ];
  return { embeds: [{ title, description: lines.filter((line) => line !== '').join('\n') }] };
}

type Placed = OrderRow & { readonly place: string };

/** Names come last: double-width scripts would misalign the columns behind them. */
function columns({ session, rows }: BoardState, words: Catalogue): readonly Columns<Placed>[] {
  const isRace = session?.kind === 'race';
  const place = { title: words.orderColumn({ of: 'place' }), cell: (row: Placed) => row.place };
  const time = (ms: number | undefined): string => (ms === undefined ? '-' : words.lapTime({ ms }));
  const behind = (gap: OrderRow['gap']): string => {
    if (gap === undefined) return '-';
    return isRace ? words.gapOnTrack(gap) : words.gapInTime({ ms: gap.ms ?? 0 });
  };
  const name = (row: Placed): string =>
    [row.number, toldApart(row, rows, (each) => escapeCode(each, NAME_LENGTH), words.carWithin), flagOf(row, words)]
      .filter((each) => each !== undefined && each !== '')
      .join(' ');
  return [
    [
      place,
      { title: words.orderColumn({ of: 'gap' }), cell: (row) => behind(row.gap) },
      { title: words.orderColumn({ of: 'interval' }), cell: (row) => behind(row.interval) },
      { title: words.orderColumn({ of: 'name' }), cell: name },
    ],
    [
      place,
      { title: words.orderColumn({ of: 'laps' }), cell: (row) => String(row.laps) },
      { title: words.orderColumn({ of: 'last' }), cell: (row) => time(row.lastLapMs) },
      { title: words.orderColumn({ of: 'best' }), cell: (row) => time(row.bestLapMs) },
    ],
    [place, { title: words.orderColumn({ of: 'car' }), cell: (row) => escapeCode(row.model, 34) }],
  ];
}

/** "3_clear" is how the game names its weather folders. */
const tidyWeather = (weather: string): string => weather.replace(/^\d+_/, '').replaceAll('_', ' ');

function conditions({ session }: BoardState, words: Catalogue): string {
  if (!session || session.track === '') return '';
  const { ambientC, roadC, weather } = session;
  return words.orderConditions({ airC: ambientC, roadC, weather: tidyWeather(weather) });
}
