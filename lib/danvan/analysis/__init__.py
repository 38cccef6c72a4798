"""From the store's tables to figures: frames in, tidy frames out, nothing read and nothing printed.

Every figure starts at the *roll* (`coverage.roll`): one row per unit and year that was asked. `by_unit`
frames keep the roll's rows (`covered` says whether the unit answered), `by_year` frames add them up and
carry `reported` of `expected` units. A unit that covers a table and has no row of a kind counts 0; one that
does not cover it counts <NA>, and a sum over nothing is <NA>. Ratios are ratios of sums over the units that
gave both parts; stocks are never added over years. `boundaries` carries a `by_unit` frame onto the units of a
date; from then on it counts the units behind each row. `series` has every declared indicator by year in either
view, `period` what is told of all the years. Pass a part of the roll (`coverage.communes`,
`coverage.last_year`) and the figures are of that part. Does not belong here: reading files, words for
people, rounding.
"""
