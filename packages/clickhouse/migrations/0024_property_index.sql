-- A value of a custom property that few requests have is found without reading all of them.
ALTER TABLE requests
    ADD INDEX IF NOT EXISTS by_property_value mapValues(properties) TYPE bloom_filter(0.01) GRANULARITY 1;
ALTER TABLE requests MATERIALIZE INDEX by_property_value;
