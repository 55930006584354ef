import { expect, it } from 'vitest';
import { involvedFields } from '../../../src/discord/renderings/involvedFields.ts';
import { decision, incident } from '../../fakes/incidents.ts';

it('names who judged despite being involved, once for each reason', () => {
  const despite = 'nobody *else* is here';
  const about = incident({
    decisions: [
      decision({ by: 'Ada', despite }),
      decision({ number: 18, by: 'Ada', despite }),
      decision({ by: 'Bob' }),
    ],
    history: [{ at: 0, by: 'Ada', what: 'taken', despite: 'first' }],
  });
  expect(involvedFields(about)).toEqual([
    {
      name: 'Involved',
      value:
        '⚖️ Ada (admin) judged despite being involved: first\n⚖️ Ada (admin) judged despite being involved: nobody \\*else\\* is here',
    },
  ]);
});

it('is empty if nobody involved has judged', () => {
  expect(involvedFields(incident({ decisions: [decision()] }))).toEqual([]);
});
