/** The municipal data that come with the program, and the made-up municipality, as tests use them. */
import type { Municipality, MunicipalityType } from '../../src/centre/municipality.ts';
import { loadAllMunicipalities } from '../virtual/municipalities/load.ts';

export const CITIES: readonly Municipality[] = loadAllMunicipalities();

const cityOf = (id: string): Municipality => CITIES.find(({ municipalityId }) => municipalityId === id)!;

export const SUSONO = cityOf('susono');
export const FUCHU = cityOf('fuchu');
export const MIHON = cityOf('mihon');

/** A type of a city. */
export const typeOf = (data: Municipality, id: string): MunicipalityType =>
  data.types.find(({ typeId }) => typeId === id)!;

/** A moment of Tokyo time: `2025-04-16T10:00`. */
export const tokyo = (text: string): number => Date.parse(`${text}+09:00`);
