/** The largest version of each file that is read. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const CFG = filled(
  `[SERVER]\nNAME=x\nCARS=ks_mazda_mx5_cup\nTRACK=imola\nMAX_CLIENTS=24\nUDP_PORT=9600\nTCP_PORT=9600\nHTTP_PORT=8081\nUDP_PLUGIN_LOCAL_PORT=12000\nUDP_PLUGIN_ADDRESS=127.0.0.1:11000\nADMIN_PASSWORD=parc-ferme\n[RACE]\nLAPS=5\n`,
  100_000,
  (index) => `[WEATHER_${index}]\nGRAPHICS=3_clear\nBASE_TEMPERATURE_AMBIENT=20\n`,
);

const ENTRIES = filled(
  '',
  150_000,
  (carId) =>
    `[CAR_${carId}]\nMODEL=ks_mazda_mx5_cup\nSKIN=00_red\nSPECTATOR_MODE=0\nDRIVERNAME=Driver number ${carId}\nTEAM=Late Brakers\nGUID=7656119790000${1000 + carId}\nBALLAST=0\nRESTRICTOR=0\n\n`,
);

const ROSTER = filled(
  'GUID,name,number,team\n',
  1_000_000,
  (row) => `7656119${7_900_000_000 + row},Driver ${row},${row},Late Brakers\n`,
);

/** Bans by Pitwall and many others, with room for a few more. */
const BLACKLIST = filled('', 999_000, (row) => `7656119${1_000_000_000 + row}\n`);

/** Writes them into the directory of a game server. */
export function writeFiles(server: string): void {
  writeFileSync(join(server, 'cfg/server_cfg.ini'), CFG);
  writeFileSync(join(server, 'cfg/entry_list.ini'), ENTRIES);
  writeFileSync(join(server, 'roster.csv'), ROSTER);
  writeFileSync(join(server, 'blacklist.txt'), BLACKLIST);
}

function filled(begin: string, bytes: number, next: (index: number) => string): string {
  const parts = [begin];
  let length = begin.length;
  for (let index = 0; ; index += 1) {
    const part = next(index);
    length += part.length;
    if (length > bytes) return parts.join('');
    parts.push(part);
  }
}
