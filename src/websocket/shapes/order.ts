import type { AnswerOf } from '../../command/answer.ts';
import type { OrderRow } from '../../features/board/board.ts';
import { english } from '../../texts/english/index.ts';
import type { JsonFrame } from './shape.ts';

/** As text and as fields: no original client knows a running order. GUIDs are not sent. */
export const orderFrames = ({ board }: AnswerOf<'order'>): readonly JsonFrame[] => {
  const { rows, session, ...server } = board;
  const lines = rows.map((row, index) => lineOf(row, { index, isRace: session?.kind === 'race' }));
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
  { name, gap }: OrderRow,
  { index, isRace }: { readonly index: number; readonly isRace: boolean },
): string {
  const behind = gap && (isRace ? english.gapOnTrack(gap) : english.gapInTime({ ms: gap.ms ?? 0 }));
  return english.orderInGame({ place: index + 1, name, gap: behind ?? '' });
}
