import type { AnswerOf } from '../../command/answer.ts';
import type { ClassificationRow } from '../../events/classification.ts';
import type { Driver } from '../../events/driver.ts';
import type { Penalty } from '../../events/penalty.ts';
import { namesakesIn, toldApart } from '../../kit/namesakes.ts';
import { plain } from '../../kit/sentence.ts';
import { plural } from '../../kit/words.ts';
import { english } from '../../texts/english/index.ts';
import { penaltyName } from '../../texts/names.ts';
import type { JsonFrame } from './shape.ts';

/** As text for people and as fields for programs: no original client knows penalties. */
export const penaltyAnswers = {
  classification: ({ classification }: AnswerOf<'classification'>): readonly JsonFrame[] => [
    {
      data: {
        msg: classification.rows.map((row) => placeLine(row, classification.rows)).join('\n'),
        // Results may be requested by clients that must not see GUIDs.
        classification: {
          ...classification,
          rows: classification.rows.map(({ guid: _, ...row }) => row),
          amendments: classification.amendments.map(({ guid: _, ...amendment }) => amendment),
        },
      },
    },
  ],
  export: ({ of, files, folder }: AnswerOf<'export'>): readonly JsonFrame[] => [
    {
      data: {
        msg: `${of}: ${files.map(({ name }) => name).join(', ')}`,
        export: { files: files.map(sentFile), folder },
      },
    },
  ],
  penalty: ({ penalty, history, note, namesakes }: AnswerOf<'penalty'>): readonly JsonFrame[] => [
    {
      data: {
        msg: [lineOf(penalty, namesakes), ...(note === undefined ? [] : [plain(note)])].join('\n'),
        penalty: { ...penaltyFields(penalty, true), history },
      },
    },
  ],
  penalties: (answer: AnswerOf<'penalties'>): readonly JsonFrame[] => {
    const { penalties, more, namesakes = [], warnings, guid, guids } = answer;
    const among = namesakesIn([...penalties.map(({ driver }) => driver), ...namesakes]);
    const lines = [
      ...warnings.map(english.warningCount),
      ...penalties.map((penalty) => lineOf(penalty, among)),
      ...restOf({ penalties, more, guid }),
    ];
    return [
      {
        data: {
          msg: lines.join('\n') || 'There is no penalty.',
          penalties: penalties.map((penalty) => penaltyFields(penalty, guids)),
          more: more > 0 ? more : undefined,
          warnings,
        },
      },
    ];
  },
};

/** How to see the ones that follow. */
function restOf({
  penalties,
  more,
  guid,
}: Pick<AnswerOf<'penalties'>, 'penalties' | 'more' | 'guid'>): readonly string[] {
  const [last] = penalties.slice(-1);
  if (more === 0 || !last) return [];
  const how = `"penalty list ${guid === undefined ? '' : `${guid} `}${penaltyName(last)}"`;
  return [english.listGoesOn({ left: more, how, mayNameDriver: guid === undefined })];
}

/** A frame is serialised in one go: more than this would block everything else. */
const MOST_IN_FRAME = 1_000_000;

const sentFile = ({ name, content = '' }: AnswerOf<'export'>['files'][number]) =>
  content === '' || content.length > MOST_IN_FRAME ? { name } : { name, content };

const lineOf = (penalty: Penalty, among: readonly Driver[] = []): string =>
  `${penaltyName(penalty)} ${toldApart(penalty.driver, among)}: ${english.penalty(penalty)} (${english.penaltyState(penalty)})`;

/** `counted` is internal bookkeeping. */
function penaltyFields({ counted: _, driver, ...fields }: Penalty, guids: boolean) {
  return { ...fields, driver: { ...driver, guid: guids ? driver.guid : '' } };
}

function placeLine(row: ClassificationRow, rows: readonly ClassificationRow[]): string {
  const { position, laps, disqualified } = row;
  const place = position === undefined ? (disqualified ? 'DSQ' : '-') : `${position}.`;
  return `${place} ${toldApart(row, rows)} (${plural(laps, 'lap')})`;
}
