import { KIT_HOPPERS } from '../../test/virtual/cash/kit.ts';

/** What the configuration of the demo's kiosk is made from. */
export interface ConfigFacts {
  readonly kioskId: string;
  readonly stateFolder: string;
  readonly runFolder: string;
  readonly socketPath: string;
  readonly municipalityFolder: string;
  readonly municipalityTrustAnchor: string;
  readonly screenPort: number;
  readonly centre: {
    readonly url: string;
    readonly trustAnchor: string;
    readonly clientCertificate: string;
    readonly clientKey: string;
    readonly documentTrustAnchor: string;
    readonly paper: { readonly signingKey: string; readonly attestation: string; readonly verifyingAuthority: string };
  };
  readonly reader: { readonly name: string; readonly csockName: string };
  readonly coinsPort: string;
  readonly notesPort: string;
  readonly printerUri: string;
  readonly sorterPaths: Readonly<Record<string, string>>;
}

/** Text of a string or of a table in TOML: JSON strings are TOML strings. */
const quoted = (text: string): string => JSON.stringify(text);

function table(entries: Readonly<Record<string, string>>): string {
  const rows = Object.entries(entries).map(([key, value]) => `${quoted(key)} = ${quoted(value)}`);
  return `{ ${rows.join(', ')} }`;
}

function hoppers(port: string): string {
  return KIT_HOPPERS.map(
    ({ unitId, address, denomination_yen }) => `
[[devices]]
id = ${quoted(unitId)}
class = "coinDispenser"
driver = "cctalk"
port = ${quoted(port)}
options = { address = ${address}, denomination_yen = ${denomination_yen} }
`,
  ).join('');
}

/** The configuration file of a kiosk on virtual hardware: the same keys a real one has. */
export function configText(facts: ConfigFacts): string {
  return `# Written by the demo. Everything here is virtual; a real kiosk names its own devices.
[kiosk]
id = ${quoted(facts.kioskId)}
name = "見本ストア 見本町店"
phone = "00-0000-0000"

[service]
stateFolder = ${quoted(facts.stateFolder)}
runFolder = ${quoted(facts.runFolder)}
municipalityFolder = ${quoted(facts.municipalityFolder)}
municipalityTrustAnchor = ${quoted(facts.municipalityTrustAnchor)}

[screen]
port = ${facts.screenPort}

[socket]
path = ${quoted(facts.socketPath)}

[centre]
url = ${quoted(facts.centre.url)}
trustAnchor = ${quoted(facts.centre.trustAnchor)}
clientCertificate = ${quoted(facts.centre.clientCertificate)}
clientKey = ${quoted(facts.centre.clientKey)}
documentTrustAnchor = ${quoted(facts.centre.documentTrustAnchor)}

[paper]
signingKey = ${quoted(facts.centre.paper.signingKey)}
attestation = ${quoted(facts.centre.paper.attestation)}
verifyingAuthority = ${quoted(facts.centre.paper.verifyingAuthority)}
enquiry = "見本ストア 見本町店 00-0000-0000"

[sound]
player = "none"

[[devices]]
id = "card"
class = "cardReader"
driver = "jpki"
reader = ${quoted(facts.reader.name)}
options = { csockName = ${quoted(facts.reader.csockName)}, acceptTestAuthority = true }

[[devices]]
id = "coins"
class = "coinAcceptor"
driver = "cctalk"
port = ${quoted(facts.coinsPort)}
options = { address = 2, denominations_yen = [10, 50, 100, 500], sorterPaths = ${table(facts.sorterPaths)} }
${hoppers(facts.coinsPort)}
[[devices]]
id = "notes"
class = "billAcceptor"
driver = "id003"
port = ${quoted(facts.notesPort)}

[[devices]]
id = "printer"
class = "printer"
driver = "ipp"
uri = ${quoted(facts.printerUri)}
`;
}
