package io.voxledger.costs.whatif;

import java.math.BigDecimal;

/**
 * Sessions that are like one another and had one model.
 *
 * @param like what they have in common: their project and how long they were
 * @param model {@code provider/model} that most of the session's llm cost is for
 * @param seconds of all of them together
 * @param aiUsd of all of them together, contracted
 */
public record ModelSessions(
    String like, String model, long sessions, long seconds, BigDecimal aiUsd) {}
