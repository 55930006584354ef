import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { ContentNames } from '../../../src/features/content/names.ts';
import { withContentNames } from '../../../src/features/content/naming.ts';
import { tidyName } from '../../../src/features/content/tidy.ts';
import { nameOf, textOf } from '../../../src/features/content/uiFiles.ts';
import { temporaryDirectory } from '../../fakes/temporary.ts';

test.each([
  ['ks_porsche_911_gt3_r_2016', 'Porsche 911 GT3 R 2016'],
  ['ks_porsche_911_carrera_rsr', 'Porsche 911 Carrera RSR'],
  ['ks_mazda_mx5_cup', 'Mazda MX5 Cup'],
  ['ks_abarth500_assetto_corse', 'Abarth500 Assetto Corse'],
  ['bmw_z4_gt3', 'BMW Z4 GT3'],
  ['ks_mercedes_amg_gt3', 'Mercedes AMG GT3'],
  ['ks_nurburgring', 'Nurburgring'],
  ['layout_sprint_b', 'Sprint B'],
  ['magione', 'Magione'],
  ['csp/2144/../spa', 'Spa'],
  ['csp/3044/../H/../ks_monza66', 'Monza66'],
  ['RSS_GTM_Lanzo_V10', 'RSS GTM Lanzo V10'],
  // Already a proper name, or impossible to tidy.
  ['Porsche 911 GT3 R', 'Porsche 911 GT3 R'],
  ['鈴鹿', '鈴鹿'],
  ['ks_', 'KS'],
  ['___', '___'],
  ['', ''],
])('%j is written as %j', (id, name) => {
  expect(tidyName(id)).toBe(name);
  expect(tidyName(tidyName(id))).toBe(name);
});

describe('the name in one of the game’s files', () => {
  test.each([
    ['{ "name": "Porsche 911 GT3 R 2016", "brand": "Porsche" }', 'Porsche 911 GT3 R 2016'],
    ['{"name":"N\\u00fcrburgring - \\"GP\\""}', 'Nürburgring - "GP"'],
    // Line breaks in a description and a comma too many: invalid JSON, as in half of the mods.
    ['{\n\t"name": "Alfa\tMito",\n"description": "one\ntwo",\n}', 'Alfa Mito'],
    ['{ "name": "  " }', undefined],
    ['{ "brand": "Porsche" }', undefined],
    ['', undefined],
    [`{ "name": "${'x'.repeat(500)}" }`, 'x'.repeat(80)],
    ['{ "name": "a\\u202eb" }', 'a b'],
  ])('of %j is %j', (text, name) => {
    expect(nameOf(text)).toBe(name);
  });

  test.each([
    ['UTF-8 with a byte order mark', Buffer.from('\uFEFF{"name":"Nürburgring"}')],
    ['little-endian UTF-16', Buffer.from('\uFEFF{"name":"Nürburgring"}', 'utf16le')],
    ['big-endian UTF-16', Buffer.from('\uFEFF{"name":"Nürburgring"}', 'utf16le').swap16()],
    ['Latin-1', Buffer.from('{"name":"Nürburgring"}', 'latin1')],
  ])('is read in %s', (_, bytes) => {
    expect(nameOf(textOf(bytes))).toBe('Nürburgring');
  });
});

describe('the names of a server’s content', () => {
  let directory: string;
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  };
  beforeEach(() => {
    directory = temporaryDirectory('content');
    write('content/cars/bmw_z4_gt3/ui/ui_car.json', '{"name":"BMW Z4 GT3 (2010)"}');
    write('content/cars/broken/ui/ui_car.json', 'no json at all');
    write('content/cars/folder/ui/ui_car.json/x', '');
    write('content/tracks/spa/UI/UI_Track.json', '{"name":"Spa-Francorchamps"}');
    write('content/tracks/ks_nurburgring/ui/layout_sprint_b/ui_track.json', '{"name":"Nürburgring - Sprint B"}');
    write('secret.json', '{"name":"secret"}');
  });

  test('come from the game’s files, or else are tidied folder names', () => {
    const names = new ContentNames(['/nowhere', directory]);
    expect(['bmw_z4_gt3', 'broken', 'folder', 'ks_mazda_mx5_cup'].map((model) => names.car(model))).toEqual([
      'BMW Z4 GT3 (2010)',
      'Broken',
      'Folder',
      'Mazda MX5 Cup',
    ]);
    expect(names.place({ track: 'spa', layout: '' })).toEqual({ track: 'Spa-Francorchamps', layout: '' });
    expect(names.place({ track: 'csp/2144/../spa', layout: '' })).toEqual({ track: 'Spa-Francorchamps', layout: '' });
    expect(names.place({ track: 'ks_nurburgring', layout: 'layout_sprint_b' })).toEqual({
      track: 'Nürburgring - Sprint B',
      layout: '',
    });
    expect(names.place({ track: 'ks_nurburgring', layout: 'layout_gp_a' })).toEqual({
      track: 'Nurburgring',
      layout: 'GP A',
    });
  });

  test.each(['../../../secret', '..', 'a/../../..', '/etc', 'x\0y'])(
    'are never read from files outside the content folders: %j',
    (model) => {
      const names = new ContentNames([directory]);
      expect(names.car(model)).not.toContain('secret"');
      expect(names.car(model)).toBe(tidyName(model));
      expect(names.place({ track: model, layout: model }).track).toBe(tidyName(model));
    },
  );

  test('replace the folder names of cars and tracks in an object, and nothing else', () => {
    const names = new ContentNames([directory]);
    const shown = {
      info: { name: 'bmw_z4_gt3', track: 'spa', layout: '', cars: ['bmw_z4_gt3'], slots: 2 },
      rows: [{ driver: { name: 'spa', model: 'bmw_z4_gt3' }, car: 'ks_mazda_mx5_cup' }],
    };
    expect(withContentNames(names, shown)).toEqual({
      info: { name: 'bmw_z4_gt3', track: 'Spa-Francorchamps', layout: '', cars: ['BMW Z4 GT3 (2010)'], slots: 2 },
      rows: [{ driver: { name: 'spa', model: 'BMW Z4 GT3 (2010)' }, car: 'Mazda MX5 Cup' }],
    });
    const plain = { a: [1, { b: 'bmw_z4_gt3' }] };
    expect(withContentNames(names, plain)).toBe(plain);
  });
});
