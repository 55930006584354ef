import type { AnswerOf } from '../../command/answer.ts';
import type { ClassificationRow } from '../../events/classification.ts';
import type { Penalty } from '../../events/penalty.ts';
import { english } from '../../texts/english/index.ts';
import { penaltyName } from '../../texts/names.ts';
import type { JsonFrame } from './shape.ts';

/** In words for whoever reads, in fields for whoever counts; no original client knows penalties. */
export const penaltyAnswers = {
  classification: ({ classification }: AnswerOf<'classification'>): readonly JsonFrame[] => [
    {
      data: {
        msg: classification.rows.map(placeLine).join('\n'),
        // Whoever may ask for results need not know who is behind a name.
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
  penalty: ({ penalty, history, note }: AnswerOf<'penalty'>): readonly JsonFrame[] => [
    {
      data: {
        msg: [lineOf(penalty), ...(note === undefined ? [] : [note])].join('\n'),
        penalty: { ...penaltyFields(penalty, true), history },
      },
    },
  ],
  penalties: ({ penalties, warnings, guids }: AnswerOf<'penalties'>): readonly JsonFrame[] => [
    {
      data: {
        msg: [...warnings.map(english.warningCount), ...penalties.map(lineOf)].join('\n') || 'There is no penalty.',
        penalties: penalties.map((penalty) => penaltyFields(penalty, guids)),
        warnings,
      },
    },
  ],
};

/** A frame is made at once: more than that would hold up everybody else. */
const MOST_IN_FRAME = 1_000_000;

const sentFile = ({ name, content = '' }: AnswerOf<'export'>['files'][number]) =>
  content === '' || content.length > MOST_IN_FRAME ? { name } : { name, content };

const lineOf = (penalty: Penalty): string =>
  `${penaltyName(penalty)} ${penalty.driver.name}: ${english.penalty(penalty)} (${english.penaltyState(penalty)})`;

/** What `counted` holds is bookkeeping. */
function penaltyFields({ counted: _, driver, ...fields }: Penalty, guids: boolean) {
  return { ...fields, driver: { ...driver, guid: guids ? driver.guid : '' } };
}

const placeLine = ({ position, name, laps, disqualified }: ClassificationRow): string =>
  `${position === undefined ? (disqualified ? 'DSQ' : '-') : `${position}.`} ${name} (${laps} laps)`;
