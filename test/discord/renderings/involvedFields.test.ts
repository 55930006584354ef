import { expect, it } from 'vitest';
import { involvedFields } from '../../../src/discord/renderings/involvedFields.ts';
import { decision, incident } from '../../fakes/incidents.ts';

it('says who judged although involved, and why, once for one reason', () => {
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

it('says nothing of others', () => {
  expect(involvedFields(incident({ decisions: [decision()] }))).toEqual([]);
});
