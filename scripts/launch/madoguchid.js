#!/usr/bin/env node
import { launch } from './runtime.js';

await launch('madoguchid', () => import('../../src/main.ts'));
