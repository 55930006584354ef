import type { AnswerOf } from '../../command/answer.ts';
import type { OrderRow } from '../../features/board/board.ts';
import { toldApart } from '../../kit/namesakes.ts';
import { english } from '../../texts/english/index.ts';
import type { JsonFrame } from './shape.ts';

/** As text and as fields: no original client knows a running order. GUIDs are not sent. */
export const orderFrames = ({ board }: AnswerOf<'order'>): readonly JsonFrame[] => {
  const { rows, session, ...server } = board;
  const lines = rows.map((row, index) => lineOf(row, { index, isRace: session?.kind === 'race', rows }));
  const nothing = session ? english.boardNobody() : english.boardServerState({ state: board.state });
  return [
    {
      data: {
        msg: lines.join('\n') || nothing,
        order: {
          ...server,
          session,
          rows: rows.map(({ guid: _, ...row }, index) => ({ position: index + 1, ...row })),
        },
      },
    },
  ];
};

function lineOf(
  row: OrderRow,
  { index, isRace, rows }: { readonly index: number; readonly isRace: boolean; readonly rows: readonly OrderRow[] },
): string {
  const { gap } = row;
  const behind = gap && (isRace ? english.gapOnTrack(gap) : english.gapInTime({ ms: gap.ms ?? 0 }));
  return english.orderInGame({ place: index + 1, name: toldApart(row, rows), gap: behind ?? '' });
}
