import type { AnswerOf } from '../../command/answer.ts';
import { english } from '../../texts/english/index.ts';
import { licenceIn } from '../../texts/points.ts';
import type { JsonFrame } from './shape.ts';

/** As text and as fields: no original client knows licence points. GUIDs are only for stewards. */
export const pointsAnswers = {
  points: ({ licences, detailed }: AnswerOf<'points'>): readonly JsonFrame[] => [
    {
      data: {
        msg: licences.map((licence) => licenceIn(english, licence)).join('\n') || english.noLicencePoints(),
        points: licences.map(({ driver, points, reached, next }) => ({ name: driver.name, points, reached, next })),
        detailed: detailed?.entries.map(({ decision, points, event, expiry }) => ({
          decision: decision.number,
          points,
          event,
          expiry,
        })),
      },
    },
  ],
};
