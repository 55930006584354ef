import { driverOf, type Groups, nothing, rule } from '../rule.ts';

const carOf = ({ model, carId, driver }: Groups) => {
  const found = driverOf(driver);
  return found && { model, carId: Number(carId), ...found };
};

/** The join block and every way to leave. No leaving line carries the GUID; only `TCP connection` carries the slot. */
export const joinRules = [
  rule('join-address', /^NEW (?:PICKUP )?CONNECTION from {1,2}(?<address>\S+)$/, ({ address }) => ({
    address: address === '<nil>' ? null : address,
  })),
  rule('join-version', /^VERSION (?<version>\d+)$/, ({ version }) => ({ version: Number(version) })),
  rule('join-car', /^REQUESTED CAR: (?<model>[^*]*)\*?$/, ({ model }) => ({ model })),
  rule('join-guid', /^GUID: (?<guid>\d+)\*?$/, ({ guid }) => ({ guid })),
  rule('join-slot-search', /^Looking for available slot by name for GUID (?<guid>\d+) (?<model>\S+)$/, (groups) => ({
    guid: groups.guid,
    model: groups.model,
  })),
  // Up to v1.8 the search line has no GUID; the second search, by car alone, never has one.
  rule('join-slot-search-bare', /^Looking for available slot(?: by name)?$/, nothing),
  rule('join-slot', /^Slot found at index (?<carId>\d{1,3})$/, ({ carId }) => ({ carId: Number(carId) })),
  rule('join-slot-rejoin', /^Slot found by name at index (?<carId>\d{1,3})$/, ({ carId }) => ({
    carId: Number(carId),
  })),
  rule('reset-results', /^ResetCarResults, index: (?<carId>\d{1,3})$/, ({ carId }) => ({ carId: Number(carId) })),
  // A driver may be called "44": the slot comes first, the name second, and the reader counts.
  rule('join-accepted-slot', /^DRIVER ACCEPTED FOR CAR (?<carId>\d{1,3})$/, ({ carId }) => ({ carId: Number(carId) })),
  rule('join-accepted-name', /^DRIVER ACCEPTED FOR CAR (?<name>.*)$/, ({ name }) => ({ name })),
  rule('join-driver', /^DRIVER: (?<driver>.*)\]$/, ({ driver }) => driverOf(driver)),
  rule('join-refused-password', /^Password check failed, client refused$/, nothing),
  rule(
    'client-loaded',
    /^Sending first leaderboard to car: (?<model>\S+) \((?<carId>\d{1,3})\) \[(?<driver>.*)\]\]$/,
    carOf,
  ),
  rule('checksums', /^Checksums received from {2}(?<driver>.*)\]$/, ({ driver }) => driverOf(driver)),
  rule('checksum-car', /^Car checksum {2}(?<model>\S+) (?<ok>true|false)$/, ({ model, ok }) => ({
    model,
    ok: ok === 'true',
  })),

  rule('leave-clean', /^Clean exit, driver disconnected: {2}(?<driver>.*)\]$/, ({ driver }) => driverOf(driver)),
  rule('leave-lost', /^Connection is now closed for (?<driver>.*)\]$/, ({ driver }) => driverOf(driver)),
  rule('leave-timeout', /^Driver disconnected for timeout: {2}(?<driver>.*)\]$/, ({ driver }) => driverOf(driver)),
  rule('leave-tcp', /^TCP connection (?<model>\S+) \((?<carId>\d{1,3})\) \[(?<driver>.*)\]\] terminated$/, carOf),
  rule('leave-tcp-unknown', /^TCP connection <nil> terminated$/, nothing),
  // Printed without its newline: what the server says next stands on the same line.
  rule('kicked', /^Kicking user {2}(?<driver>.*?)\](?:TCP (?:received|packet) .*)?$/, ({ driver }) => driverOf(driver)),
] as const;
