/** Create-Job, Get-Jobs and Send-Document as our driver sends them, `count` times in one ipptool process. */
export function ipptoolFile(count: number, rest_ms: number): string {
  const common = `
    GROUP operation-attributes-tag
    ATTR charset attributes-charset utf-8
    ATTR naturalLanguage attributes-natural-language en
    ATTR uri printer-uri $uri`;
  const job = `
{
    NAME "Create-Job"
    DELAY ${rest_ms / 1000}
    OPERATION Create-Job${common}
    ATTR name requesting-user-name bench
    ATTR name job-name bench
    ATTR boolean ipp-attribute-fidelity true
    GROUP job-attributes-tag
    ATTR integer copies 1
    ATTR keyword sides one-sided
    ATTR keyword media iso_a4_210x297mm
    ATTR keyword print-scaling none
    ATTR enum print-quality 5
    ATTR resolution printer-resolution 600dpi
    STATUS successful-ok
    EXPECT job-id
}
{
    NAME "Get-Jobs"
    OPERATION Get-Jobs${common}
    ATTR name requesting-user-name bench
    ATTR integer limit 50
    ATTR keyword requested-attributes job-id,job-uuid,job-name,job-state,job-state-reasons
    ATTR keyword which-jobs not-completed
    ATTR boolean my-jobs false
    STATUS successful-ok
}
{
    NAME "Send-Document"
    OPERATION Send-Document${common}
    ATTR integer job-id $job-id
    ATTR name requesting-user-name bench
    ATTR mimeMediaType document-format image/pwg-raster
    ATTR boolean last-document true
    FILE $filename
    STATUS successful-ok
}`;
  return job.repeat(count);
}
