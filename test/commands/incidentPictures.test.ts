import { describe, expect, it } from 'vitest';
import { incidentPictures } from '../../commands/incidentPictures.ts';
import { incidents } from '../../commands/incidents.ts';
import type { IncidentPictures } from '../../src/command/app.ts';
import type { Role } from '../../src/command/caller.ts';
import { createDispatcher } from '../../src/command/dispatch.ts';
import { caller, fakeServer, worldOf } from '../command/world.ts';
import { fakeIncidents, incident } from '../fakes/incidents.ts';
import { fakePictures, noPictures, PIXELS } from '../fakes/pictures.ts';

const vocabulary = [...incidents, ...incidentPictures];
const { contacts } = incident();

function ask(line: string, pictures: IncidentPictures, { role = 'steward' as Role, via = 'socket' as const } = {}) {
  const { server } = fakeServer('gt3', { incidents: fakeIncidents({ contacts: [...contacts, ...contacts] }) });
  const { app, clock } = worldOf(vocabulary, [server]);
  const log = { error: () => {} };
  const given = { ...app, pictures };
  const dispatcher = createDispatcher({ commands: vocabulary, app: given, audit: () => {}, clock, log });
  return dispatcher.dispatch({ line, caller: caller(role, { via }), server: 'gt3', canAsk: false });
}

describe('the picture of an incident', () => {
  it('has a name and a description in words', async () => {
    const { asked, pictures } = fakePictures();
    expect(await ask('incident picture INC-3', pictures)).toMatchObject({
      kind: 'done',
      answer: {
        kind: 'picture',
        incident: 3,
        picture: { name: 'inc-3.png', base64: PIXELS.toString('base64'), alt: 'Map of the contact: T4.' },
      },
    });
    expect(await ask('incident picture 3 2 animation', pictures)).toMatchObject({
      answer: { picture: { name: 'inc-3-2.gif' } },
    });
    expect(asked).toEqual([
      { server: 'gt3', incident: 3, contact: undefined, form: 'still' },
      { server: 'gt3', incident: 3, contact: 2, form: 'animation' },
    ]);
  });

  it.each([
    ['incident picture 3 3', 'INC-3 has 2 contacts.'],
    ['incident picture 3', 'There is no picture of INC-3: it has no telemetry'],
  ])('is refused with the reason if there is none: %s', async (line, sentence) => {
    expect(await ask(line, noPictures)).toMatchObject({ kind: 'failed', sentence: expect.stringContaining(sentence) });
  });

  it('is only for stewards', async () => {
    expect(await ask('incident picture 3', fakePictures().pictures, { role: 'driver' })).toMatchObject({
      kind: 'failed',
      sentence: expect.stringContaining('steward'),
    });
  });

  it('is not drawn for a program that shows the incident', async () => {
    const { asked, pictures } = fakePictures();
    expect(await ask('incident show 3', pictures)).toMatchObject({ answer: { kind: 'incident', picture: undefined } });
    expect(asked).toEqual([]);
  });
});
