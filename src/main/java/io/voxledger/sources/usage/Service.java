package io.voxledger.sources.usage;

import java.util.Optional;

/** Who served a request and with what, as reported; empty text where the source names none. */
record Service(
    String provider, String model, Optional<String> serviceTier, Optional<String> region) {}
