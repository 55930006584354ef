import { describe, expect, it } from 'vitest';
import { openGrid, RACE, raceFile, refusal } from './rig.ts';

const front = (places: readonly { readonly name: string }[]) => places.slice(0, 4).map(({ name }) => name);

describe('a moved driver', () => {
  it('takes the new place, the others close up, and a note says who did it', async () => {
    const { grid } = openGrid();
    await grid.stage('finish', 'Ada');
    const { places, notes, staged } = await grid.move({ driver: 'carlarosacar', place: 3, by: 'Bo' });
    expect(front(places)).toEqual(['Alvada Rioal', 'D00 AR166I0O', 'carlarosacar', 'Brunok Arinb']);
    expect(notes).toContain('Bo moved carlarosacar from 1 to 3.');
    expect(staged?.author).toBe('Ada');
  });

  it('is found by the start of the name, or by GUID', async () => {
    const { grid } = openGrid();
    await grid.stage('finish', 'Ada');
    await grid.move({ driver: 'brun', place: 1, by: 'Bo' });
    const { places } = await grid.move({ driver: '76561197900000001', place: 1, by: 'Bo' });
    expect(front(places)).toEqual(['Alvada Rioal', 'Brunok Arinb', 'carlarosacar', 'D00 AR166I0O']);
  });

  it('can go to the last place', async () => {
    const { grid } = openGrid();
    await grid.stage('finish', 'Ada');
    const { places } = await grid.move({ driver: 'carlarosacar', place: 22, by: 'Bo' });
    expect(places.at(-1)?.name).toBe('carlarosacar');
  });

  it('is the one with exactly that name, and nobody if two begin with it', async () => {
    const renamed = JSON.stringify(raceFile())
      .replaceAll('"Ele"', '"Brunok"')
      .replaceAll('"D00 AR166I0O"', '"Brunello"');
    const { grid } = openGrid({ results: { [RACE]: renamed } });
    await grid.stage('finish', 'Ada');
    const before = await grid.order();
    expect(await refusal(grid.move({ driver: 'Brun', place: 1, by: 'Bo' }))).toBe(
      '"Brun" could be any of these on the grid: Brunello, Brunok Arinb, Brunok. Use the GUID.',
    );
    expect(await grid.order()).toEqual(before);
    const { places } = await grid.move({ driver: ' brunok ', place: 1, by: 'Bo' });
    expect(places[0]?.name).toBe('Brunok');
  });

  it('is saved in the new place, even after a restart', async () => {
    const opened = openGrid();
    await opened.grid.stage('finish', 'Ada');
    await opened.grid.move({ driver: 'carlarosacar', place: 2, by: 'Bo' });
    const { grid } = await opened.reopen().save();
    expect(front(grid.places)).toEqual(['Alvada Rioal', 'carlarosacar', 'D00 AR166I0O', 'Brunok Arinb']);
  });

  it.each([
    ['Nobody', 1, /^Nobody on the grid is called "Nobody"\. On the grid: carlarosacar, /],
    ['carlarosacar', 99, /^The grid has 22 places, so there is no place 99\.$/],
  ])('is refused as %s on place %i', async (driver, place, sentence) => {
    const { grid } = openGrid();
    await grid.stage('finish', 'Ada');
    const before = await grid.order();
    expect(await refusal(grid.move({ driver, place, by: 'Bo' }))).toMatch(sentence);
    expect(await grid.order()).toEqual(before);
  });

  it('is refused while no order is staged', async () => {
    const { grid } = openGrid();
    expect(await refusal(grid.move({ driver: 'carlarosacar', place: 1, by: 'Bo' }))).toBe(
      'No grid is staged, so nothing was moved: use "grid finish" or "grid reverse" first.',
    );
  });
});

describe('a race named by its session', () => {
  it('sets the grid, with only the top places reversed', async () => {
    const { grid } = openGrid();
    const { places, staged, notes } = await grid.stage({ rule: 'reverse', top: 2, session: 12 }, 'Ada');
    expect(staged?.results).toBe(`results/${RACE}`);
    expect(front(places)).toEqual(['Alvada Rioal', 'carlarosacar', 'D00 AR166I0O', 'Brunok Arinb']);
    expect(notes).toContain('The top 2 are reversed; the others start as they finished.');
  });

  it('is refused if it has no results file', async () => {
    const { grid } = openGrid();
    expect(await refusal(grid.stage({ rule: 'finish', session: 3 }, 'Ada'))).toBe('S-3 (Race) has no results file.');
  });
});
