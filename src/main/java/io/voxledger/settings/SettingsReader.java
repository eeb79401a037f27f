package io.voxledger.settings;

import io.voxledger.costs.budgets.Budgets;
import io.voxledger.costs.budgets.BudgetsReader;
import io.voxledger.costs.hosting.HostingTerms;
import io.voxledger.costs.hosting.HostingTermsReader;
import io.voxledger.costs.plans.Plans;
import io.voxledger.costs.plans.PlansReader;
import io.voxledger.costs.whatif.TokenFactors;
import io.voxledger.costs.whatif.TokenFactorsReader;
import io.voxledger.rates.AgreedPrices;
import io.voxledger.rates.AgreedPricesReader;
import io.voxledger.reconciliation.Decisions;
import io.voxledger.reconciliation.Tolerance;
import io.voxledger.screening.Credentials;
import io.voxledger.settings.Settings.Gates;
import io.voxledger.sources.ReadLimits;
import io.voxledger.time.BillingCalendar;
import io.voxledger.usage.ProjectRules;
import io.voxledger.usage.ProviderAliases;
import io.voxledger.usage.SettleRules;
import io.voxledger.yaml.YamlDocument;
import io.voxledger.yaml.YamlFields;
import io.voxledger.yaml.YamlNode;
import io.voxledger.yaml.YamlProblem;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Reads a settings file and those beside it: {@code projects.yaml}, {@code contracts.yaml}, {@code
 * plans.yaml}, {@code providers.yaml}, {@code decisions.yaml}. A file beside it that is missing is
 * an empty one.
 */
public final class SettingsReader {
  private static final Set<String> KEYS =
      Set.of(
          "landing",
          "warehouse",
          "rates",
          "accounts",
          "self_hosted",
          "livekit",
          "tags",
          "billers",
          "reconciliation",
          "budgets",
          "gates",
          "hosting",
          "what_if",
          "limits",
          "hadoop");

  /** Beside the settings that come with Voxledger. */
  private static final String SAMPLE = "file:../src/main/resources/sample/landing";

  private final Path file;
  private final Path folder;

  private SettingsReader(Path file) {
    this.file = file;
    this.folder = file.toAbsolutePath().normalize().getParent();
  }

  /**
   * The settings of a file.
   *
   * @throws InvalidSettings when a file cannot be used
   */
  public static Settings read(Path file) {
    return new SettingsReader(file).read();
  }

  private Settings read() {
    if (!Files.isRegularFile(file)) {
      throw new InvalidSettings(
          "there is no settings file "
              + file
              + "; name one with --conf, or copy conf/ of Voxledger");
    }
    return parsed(file, text -> settings(fields(text)));
  }

  /** A file without any key leaves every default as it is. */
  private static YamlFields fields(String text) {
    YamlNode root =
        YamlDocument.parse(text)
            .filter(node -> !(node instanceof YamlNode.Scalar scalar && scalar.isNull()))
            .orElse(new YamlNode.Mapping(1, Map.of()));
    return YamlFields.of(root, "the settings", KEYS);
  }

  private Settings settings(YamlFields fields) {
    ProviderAliases names = beside("providers.yaml", AliasesReader::read, ProviderAliases.BUILT_IN);
    Billers billers = Billers.read(fields.node("billers"), names);
    AgreedPrices agreed =
        beside(
            "contracts.yaml",
            text -> AgreedPricesReader.read(text, names::canonical),
            AgreedPrices.NONE);
    SettleRules rules = rules(fields, names);
    Budgets budgets = BudgetsReader.read(fields.list("budgets"));
    Plans plans = beside("plans.yaml", PlansReader::read, Plans.NONE);
    Set<String> tags = new TreeSet<>(texts(fields, "tags"));
    Tolerance tolerance =
        fields.node("reconciliation").map(ToleranceReader::read).orElse(Tolerance.DEFAULT);
    return new Settings(
        place(fields.text("landing").orElse(SAMPLE)),
        place(fields.text("warehouse").orElse("file:../warehouse")),
        rateFolders(fields),
        rules,
        tags,
        billers.lags(),
        new BillingCalendar(billers.zones()),
        tolerance,
        agreed,
        beside(
            "decisions.yaml", text -> DecisionsReader.read(text, names::canonical), Decisions.NONE),
        fields.node("gates").map(GatesReader::read).orElse(Gates.NONE),
        budgets,
        plans,
        fields.node("hosting").map(HostingTermsReader::read).orElse(HostingTerms.DEFAULT),
        tokenFactors(fields),
        fields.node("limits").map(LimitsReader::read).orElse(ReadLimits.DEFAULT),
        fields.node("hadoop").map(HadoopOptions::read).orElse(Map.of()),
        MoneyHash.of(
            rules, agreed, billers.zones(), tags, beside("providers.yaml", text -> text, "")),
        MoneyHash.ofMonths(plans, budgets, tolerance, billers.lags()),
        Optional.of(file.toString()));
  }

  private String place(String text) {
    return Places.resolve(text, folder);
  }

  /**
   * The files of such a folder are known by its last name. Of two with one name, a card would be
   * taken for another version of the card in the other folder.
   */
  private List<String> rateFolders(YamlFields fields) {
    Map<String, String> byName = new TreeMap<>();
    List<String> folders = texts(fields, "rates").stream().map(this::place).toList();
    for (String folder : folders) {
      String other = byName.put(folder.substring(folder.lastIndexOf('/') + 1), folder);
      if (other != null) {
        throw new InvalidSettings(
            file
                + ": `rates` names "
                + other
                + " and "
                + folder
                + ", whose files would be taken for versions of each other, for the last names of the"
                + " folders are the same; rename one of them, or put its cards into the other");
      }
    }
    return folders;
  }

  private SettleRules rules(YamlFields fields, ProviderAliases names) {
    Map<String, String> trunks = new TreeMap<>();
    fields
        .node("livekit")
        .map(node -> YamlFields.of(node, "livekit", Set.of("trunks")))
        .flatMap(livekit -> livekit.node("trunks"))
        .map(node -> YamlFields.anyKeys(node, "trunks"))
        .ifPresent(t -> t.keys().forEach(k -> trunks.put(k, t.requiredText(k))));
    return new SettleRules(
        names,
        accounts(fields, names),
        new TreeSet<>(texts(fields, "self_hosted")),
        trunks,
        beside("projects.yaml", ProjectRulesReader::read, new ProjectRules(List.of())));
  }

  private static Map<String, String> accounts(YamlFields fields, ProviderAliases names) {
    Map<String, String> accounts = new TreeMap<>();
    Optional<YamlFields> named =
        fields.node("accounts").map(node -> YamlFields.anyKeys(node, "accounts"));
    if (named.isPresent()) {
      Billers.keysByName(named.get(), names)
          .forEach((biller, key) -> accounts.put(biller, account(named.get(), key)));
    }
    return accounts;
  }

  /** An account's name stands in tables and reports. */
  private static String account(YamlFields accounts, String key) {
    String account = accounts.requiredText(key);
    Credentials.kindIn(account)
        .ifPresent(
            kind -> {
              throw accounts.problem(
                  key,
                  "'%s' looks like %s, which would stand in every table; take it out, revoke it, and name the account, as the provider's bill does"
                      .formatted(key, kind));
            });
    return account;
  }

  private static TokenFactors tokenFactors(YamlFields fields) {
    return fields
        .node("what_if")
        .map(node -> YamlFields.of(node, "what_if", Set.of("tokens")))
        .map(whatIf -> TokenFactorsReader.read(whatIf.list("tokens")))
        .orElse(TokenFactors.NONE);
  }

  private static List<String> texts(YamlFields fields, String key) {
    return fields.list(key).stream().map(node -> YamlFields.text(key, node)).toList();
  }

  private <T> T beside(String name, Function<String, T> reader, T absent) {
    Path other = folder.resolve(name);
    Path notRead = folder.resolve(name.replace(".yaml", ".yml"));
    if (Files.exists(notRead)) {
      throw new InvalidSettings(notRead + " would not be read; rename it to " + name);
    }
    return Files.exists(other, LinkOption.NOFOLLOW_LINKS) ? parsed(other, reader) : absent;
  }

  private static <T> T parsed(Path path, Function<String, T> reader) {
    try {
      return reader.apply(Files.readString(path));
    } catch (YamlProblem problem) {
      throw InvalidSettings.of(path.toString(), problem);
    } catch (CharacterCodingException e) {
      throw new InvalidSettings(path + " is not UTF-8; save it in that encoding");
    } catch (AccessDeniedException e) {
      throw new InvalidSettings("cannot read " + path + ": permission denied");
    } catch (NoSuchFileException e) {
      throw new InvalidSettings("cannot read " + path + ": it links to a file that is not there");
    } catch (IOException e) {
      throw new InvalidSettings("cannot read " + path + ": " + e.getMessage());
    }
  }
}
