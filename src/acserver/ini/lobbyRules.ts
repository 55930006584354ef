import type { IniDocument } from './document.ts';
import { slotSections } from './entryList.ts';

/** What only the public lobby needs from `cfg/server_cfg.ini` and `cfg/entry_list.ini`: players filter by it. */
export interface LobbyRules {
  /** SUN_ANGLE, which the lobby calls the time of day. */
  readonly sunAngle: number;
  /** 0 off, 1 as the car has it, 2 for all. */
  readonly abs: number;
  readonly tractionControl: number;
  readonly stability: boolean;
  readonly autoclutch: boolean;
  /** Short names as listed in the file, separated by `;`. */
  readonly legalTyres: string;
  readonly fixedSetup: boolean;
  /** One more lap once the time of a timed race is over. */
  readonly extraLap: boolean;
  readonly pitWindow: boolean;
}

/** Nothing in here makes it fail: a server must not be out of reach because of its lobby entry. */
export function readLobbyRules(cfg: IniDocument, entries: IniDocument): LobbyRules {
  const number = (key: string, otherwise: number): number => {
    const text = cfg.get('SERVER', key) ?? '';
    const value = Number(text);
    return text === '' || !Number.isFinite(value) ? otherwise : Math.round(value);
  };
  return {
    sunAngle: number('SUN_ANGLE', 0),
    abs: number('ABS_ALLOWED', 1),
    tractionControl: number('TC_ALLOWED', 1),
    stability: number('STABILITY_ALLOWED', 0) === 1,
    autoclutch: number('AUTOCLUTCH_ALLOWED', 0) === 1,
    legalTyres: cfg.get('SERVER', 'LEGAL_TYRES') ?? '',
    fixedSetup: slotSections(entries).some((section) => (entries.get(section, 'FIXED_SETUP') ?? '') !== ''),
    extraLap: number('RACE_EXTRA_LAP', 0) === 1,
    // acServer warns that "pitstop window needs a valid range" otherwise.
    pitWindow: number('RACE_PIT_WINDOW_END', 0) > number('RACE_PIT_WINDOW_START', 0),
  };
}
