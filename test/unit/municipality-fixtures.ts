/** The municipal data that come with the program, and the made-up municipality, as tests use them. */
import { loadMunicipalities } from '../../src/centre/municipality-files.ts';
import type { Municipality, MunicipalityType } from '../../src/centre/municipality.ts';
import { MADE_UP_FOLDER, MUNICIPALITY_FOLDER } from '../../scripts/municipalities/made-up.ts';

export const CITIES: readonly Municipality[] = [
  ...loadMunicipalities(MUNICIPALITY_FOLDER),
  ...loadMunicipalities(MADE_UP_FOLDER),
];

const cityOf = (id: string): Municipality => CITIES.find(({ municipalityId }) => municipalityId === id)!;

export const SUSONO = cityOf('susono');
export const FUCHU = cityOf('fuchu');
export const MIHON = cityOf('mihon');

/** A type of a city. */
export const typeOf = (data: Municipality, id: string): MunicipalityType =>
  data.types.find(({ typeId }) => typeId === id)!;

/** A moment of Tokyo time: `2025-04-16T10:00`. */
export const tokyo = (text: string): number => Date.parse(`${text}+09:00`);
