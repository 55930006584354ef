import { readFileSync } from 'node:fs';
import { type IniDocument, parseIni } from '../../../src/acserver/ini/document.ts';

export const bytesOf = (name: string): Buffer => readFileSync(new URL(`../../fixtures/cfg/${name}`, import.meta.url));
export const fixture = (name: string): IniDocument => parseIni(bytesOf(name), name);
export const ini = (text: string, name = 'test.ini'): IniDocument => parseIni(Buffer.from(text), name);
export const textOf = (document: IniDocument): string => document.toBytes().toString();
