import { describe, expect, test } from 'vitest';
import { appealAnswerForm, appealForm } from '../../commands/appealForms.ts';
import { formTitle } from '../../commands/formTitle.ts';
import { penaltyForm } from '../../commands/penaltyForm.ts';
import { rejectForm } from '../../commands/rejectForm.ts';
import type { Form } from '../../src/command/command.ts';
import { english } from '../../src/texts/english/index.ts';
import { caller, fakeServer } from '../command/world.ts';

/** Discord's limit for a form's title, and for what stands above each field. */
const MOST = 45;

const labelsOf = (form: Form | undefined): readonly string[] =>
  (form?.fields ?? []).map(({ label }) => (typeof label === 'string' ? label : ''));

describe('the labels and titles of forms fit Discord’s limit', () => {
  const context = { caller: caller('steward'), server: fakeServer().server };

  test('in the form for an appeal’s ruling', () => {
    const asked = { decision: 17, answer: undefined, outcome: undefined, amount: undefined, reason: undefined };
    const labels = labelsOf(appealAnswerForm(asked, context));
    expect(labels).toHaveLength(4);
    expect(labels.filter((label) => label.length > MOST)).toEqual([]);
  });

  test.each([
    ['P-17', 17],
    ['D-18', 18],
    [undefined, 19],
    [undefined, undefined],
  ])('and an appeal’s title has the name of its decision: %s', (name, decision) => {
    const { server } = context;
    const decisions = [
      { number: 17, name: 'P-17', label: 'P-17 Elena: warning, by Ada' },
      { number: 18, name: 'D-18', label: 'D-18 Elena: racing incident, by Ada' },
    ];
    const view = () => ({ ...server.view(), nameable: { ...server.view().nameable, decisions } });
    const asking = { caller: { ...caller('driver'), via: 'slash' as const }, server: { ...server, view } };
    const form = appealForm({ decision, reason: undefined }, asking);
    expect(form?.title).toEqual({ key: 'appealForm', params: { decision: name } });
    expect(appealForm({ decision, reason: 'I was ahead' }, asking)).toBeUndefined();
  });

  test.each([
    [17, 'Reject P-17'],
    [18, 'Reject'],
  ])('and the form for rejecting has the name of the proposal: %s', (number, title) => {
    const { server } = context;
    const proposals = [{ number: 17, name: 'P-17', label: 'P-17: warning for Elena in INC-3, by Ada' }];
    const view = () => ({ ...server.view(), nameable: { ...server.view().nameable, proposals } });
    const pressed = { caller: { ...caller('steward'), via: 'component' as const }, server: { ...server, view } };
    expect(rejectForm({ number, reason: undefined }, pressed)?.title).toBe(title);
    expect(rejectForm({ number, reason: 'no' }, pressed)).toBeUndefined();
  });

  test('in the English forms for an appeal and a report', () => {
    const { appealFormReason, reportForm, reportFormWords, reportFormLap } = english;
    const said = [appealFormReason, reportForm, reportFormWords, reportFormLap].map((write) => write());
    expect(said.filter((text) => text.length > MOST)).toEqual([]);
  });

  test('and a title keeps the penalty, however long the name', () => {
    const name = 'Maximilian Alexander Hohenlohe-Langenburg';
    const given = { laps: undefined, points: undefined, amount: undefined, reason: undefined };
    const form = penaltyForm({ ...given, driver: { name, guid: '76561197900000001' }, type: 'restrictor' }, context);
    expect(form?.title).toBe('Maximilian Alexander Hohenlohe-L…: restrictor');
    expect(formTitle('INC-3 Elena, Bea', '+5 s')).toBe('INC-3 Elena, Bea: +5 s');
    expect(formTitle('INC-3 Elena, Bea', undefined)).toBe('INC-3 Elena, Bea');
  });
});
