import type { AnswerOf } from '../../command/answer.ts';
import { carriedLine } from '../../texts/carriedLines.ts';
import { english } from '../../texts/english/index.ts';
import { eventTitleIn, sessionIn } from '../../texts/events.ts';
import type { JsonFrame } from './shape.ts';

/** As text and as fields: no original client knows events. Subscribers get `data.event` instead. */
export const calendarAnswers = {
  event: ({ event, sessions }: AnswerOf<'event'>): readonly JsonFrame[] => [
    {
      data: {
        msg: [eventTitleIn(english, event), ...sessions.map((session) => sessionIn(english, session))].join('\n'),
        league_event: event,
        sessions,
      },
    },
  ],
  carryOver: ({ carryOver }: AnswerOf<'carryOver'>): readonly JsonFrame[] => [
    { data: { msg: carryOver.entries.map(carriedLine).join('\n'), carry_over: carryOver } },
  ],
};
