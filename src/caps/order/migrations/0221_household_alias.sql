-- Orders placed by a household before it turned out to be another count as that one's.
CREATE INDEX household_by_merged ON household (district_id, merged_into, household_id) WHERE merged_into <> 0;
