package io.voxledger.usage;

import io.voxledger.measure.Kind;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Who made a service, who bills it, and on which account.
 *
 * @param route {@code direct}, {@code livekit-inference}, {@code livekit} or {@code self-hosted}
 */
public record Service(String provider, String route, String biller, String account) {
  private static final String LIVEKIT = "livekit";
  private static final String INFERENCE = "livekit-inference";
  private static final String SELF_HOSTED = "self-hosted";
  private static final String DEFAULT_ACCOUNT = "default";
  private static final Set<Kind> MODELS = EnumSet.of(Kind.LLM, Kind.STT, Kind.TTS);

  /** The service of an item, from the names as reported. */
  public static Service of(UsageItem item, Optional<String> reportedAccount, SettleRules rules) {
    String provider = rules.aliases().canonical(item.provider());
    if (!provider.equals(LIVEKIT)) {
      return given(item, provider, "direct", provider, reportedAccount, rules);
    }
    if (MODELS.contains(item.kind())) {
      return given(item, maker(item.model(), rules), INFERENCE, LIVEKIT, reportedAccount, rules);
    }
    Service own = given(item, LIVEKIT, LIVEKIT, LIVEKIT, reportedAccount, rules);
    boolean given = item.biller().isPresent() || item.route().isPresent();
    return !given && rules.selfHosted().contains(own.account())
        ? new Service(own.provider(), SELF_HOSTED, SELF_HOSTED, own.account())
        : own;
  }

  /** Through LiveKit Inference a model is called {@code maker/model}. */
  private static String maker(String model, SettleRules rules) {
    int slash = model.indexOf('/');
    return slash > 0 ? rules.aliases().canonical(model.substring(0, slash)) : LIVEKIT;
  }

  private static Service given(
      UsageItem item,
      String provider,
      String route,
      String biller,
      Optional<String> reportedAccount,
      SettleRules rules) {
    String actualBiller = item.biller().map(rules.aliases()::canonical).orElse(biller);
    String account =
        reportedAccount.orElseGet(
            () -> rules.accounts().getOrDefault(actualBiller, DEFAULT_ACCOUNT));
    return new Service(provider, item.route().orElse(route), actualBiller, account);
  }
}
