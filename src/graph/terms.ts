import { DataFactory } from 'n3';

/** The few terms that the program itself speaks of; all others are data. */
const { namedNode } = DataFactory;
const prov = 'http://www.w3.org/ns/prov#';
const dct = 'http://purl.org/dc/terms/';

export const terms = {
  type: namedNode('http://www.w3.org/1999/02/22-rdf-syntax-ns#type'),
  entity: namedNode(`${prov}Entity`),
  wasDerivedFrom: namedNode(`${prov}wasDerivedFrom`),
  title: namedNode(`${dct}title`),
  source: namedNode(`${dct}source`),
};
