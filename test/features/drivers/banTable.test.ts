import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Ban, BanTable, banTables } from '../../../src/features/drivers/banTable.ts';
import { atOnce } from '../../../src/kit/pieces.ts';
import { openStore } from '../../fakes/openStore.ts';
import { temporaryDirectory } from '../../fakes/temporary.ts';

const MANY = 1200;
const guidOf = (index: number): string => String(76561199000000000n + BigInt(index));

/** Bans of two servers in turn; every sixth is lifted again on the first server. */
function tableOfMany() {
  const store = openStore(join(temporaryDirectory('pitwall-bans'), 'data'), [banTables]);
  onTestFinished(() => store.close());
  const [main, other] = [new BanTable(store, 'main'), new BanTable(store, 'other')];
  store.transaction(() => {
    for (let index = 0; index < MANY; index += 1) {
      main.add({ guid: guidOf(index), name: `Driver ${index}`, by: 'Ada', at: index });
      other.add({ guid: guidOf(index), by: 'Ada', at: index });
      if (index % 6 === 1) main.lift(guidOf(index), { by: 'Ada', at: index });
    }
  });
  return main;
}

function stepsOf(bans: BanTable, isMeant: (ban: Ban) => boolean, most: number) {
  const steps = bans.find(isMeant, most);
  for (let many = 0; ; many += 1) {
    const { done, value } = steps.next();
    if (done) return { many, found: value };
  }
}

describe('bans in force', () => {
  it('are listed for one server, newest first, without lifted bans', () => {
    const bans = tableOfMany();
    const expected = Array.from({ length: MANY }, (_, index) => index).filter((index) => index % 6 !== 1);
    expect(bans.standing().map(({ at }) => at)).toEqual(expected.reverse());
    expect(bans.standingGuids()).toEqual(expected.map(guidOf));
  });

  it('are searched some hundreds at a time, and only until enough are found', () => {
    const bans = tableOfMany();
    expect(stepsOf(bans, () => false, 100)).toEqual({ many: 2, found: [] });
    const some = stepsOf(bans, () => true, 100);
    expect([some.many, some.found.length, some.found[0]?.guid]).toEqual([0, 100, guidOf(MANY - 1)]);
    expect(atOnce(bans.find(({ name }) => name === 'Driver 2', 1))).toMatchObject([{ guid: guidOf(2) }]);
  });
});
