package io.voxledger.sources.usage;

import io.voxledger.sources.FolderDefaults;
import io.voxledger.usage.RowOrigin;

/** What is known of a row before it is read. */
public record RowContext(RowOrigin origin, FolderDefaults defaults) {}
