package io.voxledger.settings;

import io.voxledger.yaml.YamlFields;
import io.voxledger.yaml.YamlNode;
import io.voxledger.yaml.YamlProblem;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads the settings' {@code hadoop}: options of the file systems that landing area and warehouse
 * are on, such as a store's address. Credentials are refused by their names.
 */
final class HadoopOptions {
  private static final Pattern KNOWN = Pattern.compile("(fs|dfs|hadoop)\\.[A-Za-z0-9._-]+");
  private static final Pattern CREDENTIAL =
      Pattern.compile(
          "(?i).*(secret|passw|passphrase|(access|account|private|encryption|api)[._-]?key\\b|token\\b"
              + "(?!\\.provider)).*");

  private HadoopOptions() {}

  /**
   * Names to values.
   *
   * @throws YamlProblem with the line, at a name that is no Hadoop option or that of a credential
   */
  static Map<String, String> read(YamlNode node) {
    YamlFields fields = YamlFields.anyKeys(node, "hadoop");
    Map<String, String> options = new TreeMap<>();
    for (String name : fields.keys()) {
      if (!KNOWN.matcher(name).matches()) {
        throw fields.problem(
            name,
            "'"
                + name
                + "' is no option of a file system of Hadoop: those begin with fs., dfs. or hadoop.;"
                + " options of Spark belong in its spark-defaults.conf");
      }
      if (CREDENTIAL.matcher(name).matches()) {
        throw fields.problem(
            name,
            "'"
                + name
                + "' is a credential, which must not stand in a file; use the instance's role, the"
                + " environment or hadoop.security.credential.provider.path");
      }
      options.put(name, fields.requiredText(name));
    }
    return options;
  }
}
