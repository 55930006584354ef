// npm ci builds Pitwall if the compiler is installed. Without the development packages, it has been built already.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const compiler = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url));
const project = fileURLToPath(new URL('../tsconfig.build.json', import.meta.url));
if (existsSync(compiler)) execFileSync(process.execPath, [compiler, '-p', project], { stdio: 'inherit' });
