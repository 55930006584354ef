import { describe, expect, it } from 'vitest';
import { chatLines } from '../../../src/chat/answers.ts';
import { english } from '../../../src/texts/english/index.ts';
import { appOf } from '../../fakes/app.ts';
import { fakeDesk } from '../../fakes/desk.ts';
import { decided, decision, fakeIncidents, incident } from '../../fakes/incidents.ts';
import { fakePictures, PIXELS } from '../../fakes/pictures.ts';
import { vocabulary } from '../../fakes/vocabulary.ts';
import { connected, fakeServer, openRig } from '../rig.ts';

const label = 'INC-3 Elena, Bea: 34 km/h (noted)';

describe.each(['readme', 'logon'])('incidents on the websocket, in the shape %s', (shape) => {
  async function open() {
    const { client } = await connected({ app: appOf({ ...fakeServer(), incidents: fakeIncidents() }) });
    if (shape === 'logon') await client.ask('logon: {"username": "", "password": "", "protocol": ""}');
    return client;
  }

  it('have a message and structured fields', async () => {
    const client = await open();
    expect(await client.ask('incident list')).toEqual({ data: { msg: label, incidents: [incident()] } });
    expect(await client.ask('incident show 3')).toEqual({ data: { msg: label, incident: incident() } });
  });

  it.each([
    [74, '… and 74 more: name a driver, or go on with "incident list INC-8"', 74],
    [undefined, '… and maybe older ones: name a driver, or go on with "incident list INC-8"', 'some'],
  ])('say how to continue a long list: %s more', async (more, sentence, told) => {
    const incidents = [incident({ number: 9 }), incident({ number: 8 })];
    const desk = { ...fakeDesk(), list: async () => ({ incidents, more }) };
    const { client } = await connected({ app: appOf({ ...fakeServer(), desk }) });
    if (shape === 'logon') await client.ask('logon: {"username": "", "password": "", "protocol": ""}');
    const { data } = await client.ask('incident list');
    expect(data).toMatchObject({ more: told, incidents: [{ number: 9 }, { number: 8 }] });
    expect(String((data as { msg: string }).msg).split('\n')).toEqual([
      label.replace('3', '9'),
      label.replace('3', '8'),
      sentence,
    ]);
  });

  it('have a picture as base64 with alt text', async () => {
    const given = appOf({ ...fakeServer(), incidents: fakeIncidents() });
    const { client } = await connected({ app: { ...given, pictures: fakePictures().pictures } });
    if (shape === 'logon') await client.ask('logon: {"username": "", "password": "", "protocol": ""}');
    const alt = 'Map of the contact: T4.';
    expect(await client.ask('incident picture 3')).toEqual({
      data: { msg: alt, picture: { incident: 3, name: 'inc-3.png', alt, base64: PIXELS.toString('base64') } },
    });
  });

  it('are decided by a complete line and refused if something is missing', async () => {
    const client = await open();
    expect(await client.ask('incident decide 3 Elena time 5')).toMatchObject({
      data: {
        msg: 'INC-3: 5-second time penalty for Elena (P-17, issued)',
        decisions: [decision()],
        incident: { seen: 17 },
      },
    });
    expect(await client.ask('incident decide 3 Elena')).toEqual({
      error: { msg: 'The line says too little: add outcome.' },
    });
  });
});

it('incidents are pushed to subscribed stewards but not to drivers', async () => {
  const rig = await openRig({ tokens: { steward: 'steward-token', driver: 'driver-token' } });
  const hear = async (token: string) => {
    const client = rig.connect({ headers: { authorization: `Bearer ${token}` } });
    await client.text();
    await client.ask('subscribe');
    return client;
  };
  const [steward, driver] = [await hear('steward-token'), await hear('driver-token')];
  rig.publish({ type: 'incidentOpened', incident: incident() });
  rig.publish({ type: 'serverHeard' });
  expect(await steward.next()).toMatchObject({ data: { event: { type: 'incidentOpened', incident: { number: 3 } } } });
  expect(await driver.next()).toMatchObject({ data: { event: { type: 'serverHeard' } } });
});

it('incidents fit into lines of chat', () => {
  expect(chatLines({ kind: 'incident', incident: incident() }, english, vocabulary)).toEqual([label]);
  expect(
    chatLines(
      { kind: 'incidents', incidents: [], more: 0, isOfDriver: false, line: 'incident list' },
      english,
      vocabulary,
    ),
  ).toEqual(['No incidents.']);
  const many = (count: number, more: number | undefined) => {
    const incidents = Array.from({ length: count }, (_, index) => incident({ number: 90 - index }));
    return chatLines(
      { kind: 'incidents', incidents, more, isOfDriver: true, line: 'incident list mine' },
      english,
      vocabulary,
    );
  };
  expect(many(6, 0)).toHaveLength(6);
  expect(many(7, 0).slice(2)).toEqual([
    label.replace('3', '88'),
    '… and 4 more: go on with !incident list mine INC-88',
  ]);
  expect(many(50, undefined).slice(3)).toEqual(['… and maybe older ones: go on with !incident list mine INC-88']);
  expect(chatLines({ kind: 'decided', ...decided({ note: 'Noted.' }) }, english, vocabulary)).toEqual([
    'INC-3: 5-second time penalty for Elena (P-17, issued)',
    'Noted.',
  ]);
});
