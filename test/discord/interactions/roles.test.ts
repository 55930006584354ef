import { describe, expect, test } from 'vitest';
import { missingRole, roleOf } from '../../../src/discord/interactions/roles.ts';

const config = {
  roleIds: { admin: ['1', '2'], steward: ['3'], driver: ['4'] },
  administratorsAreAdmins: true,
};
const open = { ...config, roleIds: { ...config.roleIds, driver: [] } };
const member = (...memberRoleIds: string[]) => ({ memberRoleIds, isAdministrator: false });

describe('the role of a member', () => {
  test.each([
    [['2'], 'admin'],
    [['3'], 'steward'],
    [['4'], 'driver'],
    [['4', '3', '1'], 'admin'],
    [[], undefined],
    [['99'], undefined],
  ])('with the Discord roles %j is %s', (ids, role) => expect(roleOf(member(...ids), config)).toBe(role));

  test('is driver for everybody when no driver role is set', () => expect(roleOf(member(), open)).toBe('driver'));

  test('is admin for administrators unless that is off', () => {
    const administrator = { memberRoleIds: ['4'], isAdministrator: true };
    expect(roleOf(administrator, config)).toBe('admin');
    expect(roleOf(administrator, { ...config, administratorsAreAdmins: false })).toBe('driver');
  });
});

test('the missing role is named without pinging it', () => {
  expect(missingRole(config, () => 'Racer')).toBe('You need the role "Racer" for that.');
  expect(missingRole(config, () => undefined)).toBe('You need the role "4" for that.');
});
