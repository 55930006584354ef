/** Penalties as a racer of each language says them. */
import { describe, expect, it } from 'vitest';
import { wordsIn } from '../../src/texts/languages.ts';

const time = { type: 'time', amount: 5 } as const;
const stop = { type: 'stop-and-go', amount: 10, laps: 2 } as const;

describe('a penalty of so many seconds', () => {
  it.each([
    ['en', '5-second time penalty', '10-second stop-and-go within 2 laps'],
    ['de', '5-Sekunden-Zeitstrafe', '10-Sekunden-Stop-and-Go innerhalb von 2 Runden'],
    ['fr', 'pénalité de 5 s', 'stop-and-go de 10 s sous 2 tours'],
    ['es', 'sanción de 5 s', 'stop-and-go de 10 s a cumplir en 2 vueltas'],
    ['it', 'penalità di 5 s', 'stop-and-go di 10 s entro 2 giri'],
    ['pt-BR', 'punição de 5 s', 'stop-and-go de 10 s em até 2 voltas'],
  ] as const)('says what kind it is: %s', (code, added, stood) => {
    const words = wordsIn(code);
    expect([words.penalty(time), words.penalty(stop)]).toEqual([added, stood]);
    expect(words.decision({ says: 'time', amount: 5 })).toBe(added);
    expect(words.penaltyFor({ ...time, name: 'Ada' })).toContain(`${added} `);
    expect(words.driverPenalised({ ...time, number: 17, state: 'issued', reason: '' })).toContain(added);
    expect(words.secondsAdded({ seconds: 5 })).toBe('+5 s');
    const toStand = { type: 'stop-and-go', seconds: 10, lapsLeft: 2 } as const;
    expect(words.boardToServe(toStand)).toBe(stood);
  });
});

describe('the time penalty in place of one not served', () => {
  it.each([
    ['en', 'drive-through P-3 not served', 'drive-through P-3 cannot be served: it is the last lap'],
    [
      'de',
      'Drive-Through P-3 nicht verbüßt',
      'Drive-Through P-3 kann nicht mehr verbüßt werden: es ist die letzte Runde',
    ],
    ['fr', 'drive-through P-3 non purgé', "drive-through P-3 ne peut plus être purgé : c'est le dernier tour"],
    ['es', 'drive-through P-3 no cumplido', 'drive-through P-3 no se puede cumplir: es la última vuelta'],
    ['it', 'drive-through P-3 non scontato', "drive-through P-3 non si può scontare: è l'ultimo giro"],
    ['pt-BR', 'drive-through P-3 não cumprido', 'drive-through P-3 não pode ser cumprido: é a última volta'],
  ] as const)('names it without brackets: %s', (code, failed, unservable) => {
    const words = wordsIn(code);
    const other = { number: 3, type: 'drive-through' } as const;
    expect(words.otherNotServed(other)).toBe(failed);
    expect(words.otherUnservable({ ...other, why: 'last lap' })).toBe(unservable);
  });
});

it('says how many laps are left in one way', () => {
  const { penaltyState, penaltyStanding } = wordsIn('en');
  const serving = { number: 3, state: 'serving', lapsLeft: 2 } as const;
  expect(penaltyState(serving)).toBe('serving, 2 laps left');
  expect(penaltyStanding(serving)).toBe('P-3, serving, 2 laps left');
  expect(penaltyState({ state: 'serving', lapsLeft: 1 })).toBe('serving, 1 lap left');
  expect(penaltyState({ state: 'serving' })).toBe('serving');
});

describe('a drive-through that was due a lap ago', () => {
  it.each([
    ['en', 'overdue'],
    ['de', 'überfällig'],
    ['fr', 'hors délai'],
    ['es', 'fuera de plazo'],
    ['it', 'fuori tempo'],
    ['pt-BR', 'fora do prazo'],
  ] as const)('is called what the board and the line in the car call it: %s', (code, overdue) => {
    const words = wordsIn(code);
    expect(words.penaltyState({ state: 'serving', lapsLeft: 0 })).toBe(overdue);
    expect(words.boardToServe({ type: 'drive-through', seconds: 0, lapsLeft: 0 })).toContain(overdue);
    expect(words.penaltyDue({ number: 17, type: 'drive-through', lapsLeft: 0 })).toContain(overdue);
    expect(words.penaltyState({ state: 'served', lapsLeft: 0 })).not.toBe(overdue);
  });
});

describe('the title of the form for an appeal', () => {
  it.each([
    ['en', 'Appeal: P-17'],
    ['de', 'Einspruch: P-17'],
    ['fr', 'Appel : P-17'],
    ['es', 'Apelación: P-17'],
    ['it', 'Ricorso: P-17'],
    ['pt-BR', 'Recurso: P-17'],
  ] as const)('names the decision as everywhere else: %s', (code, title) => {
    const { appealForm } = wordsIn(code);
    expect(appealForm({ decision: 'P-17' })).toBe(title);
    expect(appealForm({ decision: undefined })).toBe(title.split(/ ?:/)[0]);
  });
});
