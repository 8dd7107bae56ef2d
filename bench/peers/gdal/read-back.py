"""Reads with GDAL what `write-samples.mjs` wrote, and checks numbers, georeference, no-data, scale, metadata and the cloud-optimised layout. Needs python3-gdal (Debian).

    node bench/peers/gdal/write-samples.mjs DIR && python3 bench/peers/gdal/read-back.py DIR
"""
import sys
import numpy as np
from osgeo import gdal, osr
from osgeo_utils.samples.validate_cloud_optimized_geotiff import validate

gdal.UseExceptions()
folder = sys.argv[1]
row, column = np.mgrid[0:900, 0:1300]
expected = ((column * 31 + row * 17) / 1000).astype('float32')
expected[:5, :7] = -32768
print('GDAL', gdal.VersionInfo('RELEASE_NAME'))
for pole, code in (('south', 30135), ('north', 30130)):
    path = f'{folder}/{pole}.tif'
    d = gdal.Open(path)
    band = d.GetRasterBand(1)
    assert (band.ReadAsArray() == expected).all(), 'values'
    assert d.GetGeoTransform() == (-31000, 20, 0, 22000, 0, -20), d.GetGeoTransform()
    assert band.GetNoDataValue() == -32768 and (band.GetScale(), band.GetOffset(), band.GetUnitType()) == (1, 0, '1')
    crs = osr.SpatialReference(wkt=d.GetProjection())
    known = osr.SpatialReference(); known.SetFromUserInput(f'IAU_2015:{code}')
    # GeoTIFF keys lose the axis names of the authority: the measure is the file that GDAL itself writes of IAU_2015.
    gdal.Translate('/vsimem/own.tif', path, outputSRS=f'IAU_2015:{code}')
    same = crs.IsSame(osr.SpatialReference(wkt=gdal.Open('/vsimem/own.tif').GetProjection()), ['CRITERION=EQUIVALENT'])
    assert same, 'CRS'
    meta = d.GetMetadata()
    own = osr.SpatialReference(); own.SetFromUserInput(meta['CRS_WKT'])
    assert own.IsSame(known), 'CRS_WKT'
    lonlat = osr.SpatialReference(); lonlat.SetFromUserInput('IAU_2015:30100')
    for one in (crs, known, lonlat): one.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    a, b = (osr.CoordinateTransformation(one, lonlat).TransformPoint(-31000, 22000)[:2] for one in (crs, known))
    assert max(abs(p - q) for p, q in zip(a, b)) < 1e-12, (a, b)
    warnings, errors, details = validate(path, full_check=True)
    print(pole, 'crs', crs.GetName(), '| same as the file that GDAL writes of it:', bool(same), '| overviews', [(band.GetOverview(i).XSize, band.GetOverview(i).YSize) for i in range(band.GetOverviewCount())],
          '| layout', d.GetMetadataItem('LAYOUT', 'IMAGE_STRUCTURE'), '| COG errors', errors, 'warnings', warnings)
    assert not errors
    means = band.GetOverview(0).ReadAsArray()
    whole = expected[10:, 10:][:400, :600].reshape(200, 2, 300, 2).mean(axis=(1, 3))
    assert np.abs(means[5:205, 5:305] - whole).max() < 1e-4, 'overview'
    print(' ', {k: v[:60] for k, v in meta.items()}, band.GetDescription())
